/** The {@code tilia} command. */
module org.tilia.launcher {
    requires org.graalvm.polyglot;
    requires com.fasterxml.jackson.core;
    requires info.picocli;

    // picocli reads the options' fields.
    opens org.tilia.launcher to info.picocli;
}
