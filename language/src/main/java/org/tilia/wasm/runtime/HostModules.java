package org.tilia.wasm.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.tilia.wasm.module.Import;

/** The host modules of a context, each made when it is first asked for. */
public final class HostModules implements ImportResolver {

    private final Map<String, HostModuleProvider> providers;
    private final HostContext context;
    private final Map<String, Map<String, External.Host>> modules = new HashMap<>();

    private HostModules(Map<String, HostModuleProvider> providers, HostContext context) {
        this.providers = providers;
        this.context = context;
    }

    /**
     * The modules of these names.
     *
     * @throws IllegalArgumentException when there is none of a name, with the names that there are
     */
    public static HostModules load(List<String> names, HostContext context) {
        Map<String, HostModuleProvider> available = new HashMap<>();
        if (!names.isEmpty()) {
            ServiceLoader.load(HostModuleProvider.class, HostModuleProvider.class.getClassLoader())
                            .forEach(provider -> available.put(provider.name(), provider));
        }
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(available.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no such built-in module: " + String.join(", ", unknown) + "; there are: "
                            + String.join(", ", new TreeSet<>(available.keySet())));
        }
        available.keySet().retainAll(names);
        return new HostModules(available, context);
    }

    @Override
    public synchronized External resolve(WasmModule module, Import request) {
        HostModuleProvider provider = providers.get(request.module());
        if (provider == null) {
            return null;
        }
        return modules.computeIfAbsent(request.module(), _ -> provider.create(context).functions()).get(request.name());
    }
}
