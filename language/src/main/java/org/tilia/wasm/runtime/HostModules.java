package org.tilia.wasm.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.tilia.wasm.module.Import;

/** The host modules of a context, each made when it is first asked for. */
public final class HostModules implements ImportResolver {

    /** By the name that guests import from. */
    private final Map<String, HostModuleProvider> providers;
    private final HostContext context;
    private final Map<String, HostModule> modules = new HashMap<>();

    private HostModules(Map<String, HostModuleProvider> providers, HostContext context) {
        this.providers = providers;
        this.context = context;
    }

    /**
     * The modules that are asked for.
     *
     * @param names the module's own name by the name that guests import from
     * @throws UnknownHostModuleException when there is none of a name
     */
    public static HostModules load(Map<String, String> names, HostContext context) {
        Map<String, HostModuleProvider> available = new TreeMap<>();
        if (!names.isEmpty()) {
            ServiceLoader.load(HostModuleProvider.class, HostModuleProvider.class.getClassLoader())
                            .forEach(provider -> available.put(provider.name(), provider));
        }
        Map<String, HostModuleProvider> chosen = new HashMap<>();
        names.forEach((importName, name) -> {
            HostModuleProvider provider = available.get(name);
            if (provider == null) {
                throw new UnknownHostModuleException(name, available.keySet());
            }
            chosen.put(importName, provider);
        });
        return new HostModules(chosen, context);
    }

    @Override
    public synchronized External resolve(WasmModule module, Import request) {
        String name = request.module();
        HostModuleProvider provider = providers.get(name);
        if (provider == null) {
            return providers.values().stream().map(other -> other.supply(context, request)).filter(Objects::nonNull).findFirst().orElse(null);
        }
        return modules.computeIfAbsent(provider.name(), _ -> provider.create(context)).functions().get(request.name());
    }

    @Override
    public boolean provides(String module) {
        return providers.containsKey(module);
    }

    /** Closes the modules that were made. */
    public synchronized void close() {
        modules.values().forEach(HostModule::close);
        modules.clear();
    }
}
