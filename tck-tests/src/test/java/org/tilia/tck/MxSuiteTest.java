package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The suite for mx says the same as the poms. */
class MxSuiteTest {

    private static JsonNode suite;
    private static Document parent;
    private static Map<String, String> properties;

    @BeforeAll
    static void read() throws Exception {
        // A Python literal; but for comments, trailing commas and the words for truth it is JSON.
        String text = Files.readString(Project.root().resolve("mx.config/suite.py")).replaceFirst("(?s)^.*?suite = ", "").replace("True", "true")
                        .replace("False", "false");
        suite = JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).enable(JsonParser.Feature.ALLOW_YAML_COMMENTS).build().readTree(text);
        parent = pom("");
        properties = new HashMap<>();
        children(child(parent.getDocumentElement(), "properties")).forEach(property -> properties.put(property.getTagName(), property.getTextContent()));
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Project.root().resolve(module).resolve("pom.xml").toFile());
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static Element child(Element element, String name) {
        return children(element).stream().filter(child -> child.getTagName().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> texts(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void hasTheSameModules() {
        Set<String> folders = new TreeSet<>();
        suite.get("projects").forEach(project -> folders.add(project.get("dir").asText()));
        // Modules without sources only fetch what benchmarks compare with.
        Set<String> modules = new TreeSet<>(texts(parent, "module"));
        modules.removeIf(module -> !Files.isDirectory(Project.root().resolve(module).resolve("src")));
        assertEquals(modules, folders);
    }

    @Test
    void hasEveryFolderOfSources() throws IOException {
        Set<String> described = new TreeSet<>();
        suite.get("projects").forEach(project -> described.add(project.get("dir").asText() + "/" + project.get("sourceDirs").get(0).asText()));
        Set<String> present = new TreeSet<>();
        for (String module : texts(parent, "module")) {
            for (String folder : List.of("src/main/java", "src/test/java")) {
                Path sources = Project.root().resolve(module).resolve(folder);
                if (Files.isDirectory(sources)) {
                    present.add(module + "/" + folder);
                }
            }
        }
        assertEquals(present, described);
    }

    @Test
    void hasTheSameVersions() {
        assertEquals(child(parent.getDocumentElement(), "version").getTextContent().replace("-SNAPSHOT", ""), suite.get("version").asText());
        assertEquals("vm-" + properties.get("graalvm.version"), suite.get("imports").get("suites").get(0).get("version").asText());
        suite.get("projects").properties().forEach(project -> assertEquals(properties.get("jdk.version") + "+",
                        project.getValue().get("javaCompliance").asText(), project.getKey()));
        int compared = 0;
        for (JsonNode library : suite.get("libraries")) {
            String version = version(library.get("maven").get("groupId").asText());
            if (version != null) {
                // Annotations of Jackson have no patch releases.
                String found = library.get("maven").get("version").asText();
                assertTrue(version.equals(found) || version.startsWith(found + ".") && library.toString().contains("jackson-annotations"), library.toString());
                compared++;
            }
        }
        assertEquals(7, compared);
    }

    /** The version of a group's artifacts in the poms; null for what comes only through others. */
    private static String version(String group) {
        return switch (group) {
            case "info.picocli" -> properties.get("picocli.version");
            case "com.fasterxml.jackson.core" -> properties.get("jackson.version");
            case "org.junit.jupiter", "org.junit.platform" -> properties.get("junit.version");
            default -> null;
        };
    }

    @Test
    void hasTheSameArtifacts() throws Exception {
        Set<String> artifacts = new TreeSet<>();
        for (JsonNode distribution : suite.get("distributions")) {
            String artifact = distribution.get("maven").get("artifactId").asText();
            String project = distribution.get("dependencies").get(0).asText();
            Document pom = pom(suite.get("projects").get(project).get("dir").asText());
            assertEquals(artifact, child(pom.getDocumentElement(), "artifactId").getTextContent());
            assertEquals(distribution.get("moduleInfo").get("name").asText(), project);
            artifacts.add(artifact);
        }
        assertEquals(Set.of("tilia-language", "tilia-wasi", "tilia-launcher"), artifacts);
    }
}
