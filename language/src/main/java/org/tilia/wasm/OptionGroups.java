package org.tilia.wasm;

import com.oracle.truffle.api.TruffleOptionDescriptors;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.graalvm.options.OptionDescriptor;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.polyglot.SandboxPolicy;

/** Groups of options as one; unlike Truffle's own union it keeps up to which sandbox each may be used. */
final class OptionGroups implements TruffleOptionDescriptors {

    private final List<OptionDescriptors> groups;

    private OptionGroups(List<OptionDescriptors> groups) {
        this.groups = groups;
    }

    static OptionDescriptors of(OptionDescriptors... groups) {
        return new OptionGroups(List.of(groups));
    }

    @Override
    public OptionDescriptor get(String name) {
        return groups.stream().map(group -> group.get(name)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public Iterator<OptionDescriptor> iterator() {
        return groups.stream().flatMap(group -> StreamSupport.stream(group.spliterator(), false)).iterator();
    }

    @Override
    public SandboxPolicy getSandboxPolicy(String name) {
        return groups.stream().filter(group -> group.get(name) != null && group instanceof TruffleOptionDescriptors).findFirst()
                        .map(group -> ((TruffleOptionDescriptors) group).getSandboxPolicy(name)).orElse(SandboxPolicy.TRUSTED);
    }
}
