package org.tilia.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tilia run} as what Cargo and Go start for programs that they have built for WASI. Where a compiler is missing, the test that wants it is
 * skipped, and says what is missing; how Go calls a runner is tested without it, too.
 */
class RunnerIT {

    private static final List<String> TARGETS = List.of("wasm32-wasip1", "wasm32-wasi");

    @TempDir
    private Path folder;
    private Path tilia;

    @BeforeEach
    void makeCommand() throws IOException {
        tilia = PackagedLauncher.command(folder.resolve("tilia"));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Runs a program of the host's. */
    private Launched run(Path where, Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile()).redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Launched(127, "", e.getMessage());
        }
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return new Launched(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    /** A Cargo, a compiler that fits it, and the compiler's target. */
    private record Rust(String cargo, String compiler, String target, Map<String, String> environment) {
    }

    /** Those that the variables {@code CARGO} and {@code RUSTC} name, on the path, and of the system: the first that build an empty program. */
    private Rust findRust() throws IOException, InterruptedException {
        Path probe = folder.resolve("probe");
        write(probe.resolve("Cargo.toml"), "[package]\nname = \"probe\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
        write(probe.resolve("src/main.rs"), "fn main() {}\n");
        List<String> problems = new ArrayList<>();
        for (String cargo : List.of(System.getenv().getOrDefault("CARGO", "cargo"), "/usr/bin/cargo")) {
            for (String compiler : List.of(System.getenv().getOrDefault("RUSTC", "rustc"), "/usr/bin/rustc")) {
                for (String target : targets(compiler)) {
                    Map<String, String> environment = Map.of("RUSTC", compiler, "CARGO_TARGET_DIR", folder.resolve("target").toString());
                    Launched built = run(probe, environment, List.of(cargo, "build", "--offline", "--target", target));
                    if (built.exitCode() == 0) {
                        return new Rust(cargo, compiler, target, environment);
                    }
                    problems.add(cargo + " with " + compiler + " builds nothing for " + target + ": " + built.err().strip());
                }
            }
        }
        problems.add("install Cargo, and by rustup target add wasm32-wasip1, or as Debian's libstd-rust-dev-wasm32, a target");
        Assumptions.abort("Cargo's runner is not tested: " + String.join("; ", problems));
        throw new AssertionError();
    }

    private List<String> targets(String compiler) throws IOException, InterruptedException {
        Launched found = run(folder, Map.of(), List.of(compiler, "--print", "sysroot"));
        Path libraries = Path.of(found.out().strip()).resolve("lib/rustlib");
        return TARGETS.stream().filter(target -> found.exitCode() == 0 && Files.isDirectory(libraries.resolve(target).resolve("lib"))).toList();
    }

    @Test
    void cargoRunsTestsAndPrograms() throws Exception {
        Rust rust = findRust();
        Path crate = folder.resolve("a crate");
        write(crate.resolve("Cargo.toml"), "[package]\nname = \"demo\"\nversion = \"1.2.3\"\nedition = \"2021\"\n");
        write(crate.resolve("data/in.txt"), "7");
        write(crate.resolve("src/lib.rs"), """
                        pub fn read() -> i32 { std::fs::read_to_string("data/in.txt").unwrap().parse().unwrap() }
                        #[cfg(test)]
                        mod tests {
                            #[test] fn finds_files_of_the_package() { assert_eq!(super::read(), 7); }
                            #[test] fn sees_what_cargo_says() { assert_eq!(std::env::var("CARGO_PKG_NAME").unwrap(), "demo"); }
                            #[test] #[ignore] fn fails() { assert_eq!(super::read(), 8, "as it must"); }
                        }
                        """);
        write(crate.resolve("src/main.rs"), """
                        fn main() {
                            println!("{:?} {}", std::env::args().skip(1).collect::<Vec<_>>(), demo::read());
                            std::process::exit(3);
                        }
                        """);
        Map<String, String> environment = new HashMap<>(rust.environment());
        environment.put("CARGO_TARGET_" + rust.target().toUpperCase().replace('-', '_') + "_RUNNER", tilia + " run --dir . --env-inherit");
        Launched passes = run(crate, environment, List.of(rust.cargo(), "test", "--offline", "--target", rust.target(), "--lib", "--bins"));
        assertEquals(0, passes.exitCode(), passes.err());
        assertTrue(passes.out().contains("test result: ok. 2 passed; 0 failed; 1 ignored"), passes.out());
        Launched fails = run(crate, environment, List.of(rust.cargo(), "test", "--offline", "--target", rust.target(), "--lib", "--", "--ignored", "--nocapture"));
        assertNotEquals(0, fails.exitCode());
        assertTrue(fails.err().contains("as it must"), fails.err());
        Launched program = run(crate, environment, List.of(rust.cargo(), "run", "--offline", "--target", rust.target(), "--", "--help", "-x", "a b", ""));
        assertEquals(3, program.exitCode(), program.err());
        assertEquals("[\"--help\", \"-x\", \"a b\", \"\"] 7\n", program.out());
    }

    @Test
    void goRunsTestsAndPrograms() throws Exception {
        Launched platforms = run(folder, Map.of(), List.of("go", "tool", "dist", "list"));
        Assumptions.assumeTrue(platforms.out().contains("wasip1/wasm"),
                        () -> "Go's runner is not tested: there is no Go on the path, or one before 1.21, which does not build for WASI: " + platforms.err());
        Path module = folder.resolve("module");
        write(module.resolve("go.mod"), "module demo\n\ngo 1.21\n");
        write(module.resolve("inner/testdata/in.txt"), "7");
        write(module.resolve("inner/inner_test.go"), """
                        package inner

                        import (
                        	"flag"
                        	"os"
                        	"testing"
                        	"time"
                        )

                        var word = flag.String("word", "", "")

                        func TestArguments(t *testing.T) {
                        	if *word != "a b" {
                        		t.Fatalf("%q", os.Args)
                        	}
                        }

                        func TestFilesOfThePackage(t *testing.T) {
                        	if text, err := os.ReadFile("testdata/in.txt"); err != nil || string(text) != "7" {
                        		t.Fatal(err)
                        	}
                        }

                        func TestGoroutines(t *testing.T) {
                        	done := make(chan int)
                        	go func() { time.Sleep(time.Millisecond); done <- 1 }()
                        	<-done
                        }

                        func TestFails(t *testing.T) {
                        	if *word == "" {
                        		t.Fatal("as it must")
                        	}
                        }
                        """);
        write(module.resolve("main.go"), """
                        package main

                        import (
                        	"fmt"
                        	"os"
                        )

                        func main() {
                        	fmt.Printf("%q\\n", os.Args[1:])
                        	os.Exit(3)
                        }
                        """);
        Map<String, String> environment = Map.of("GOOS", "wasip1", "GOARCH", "wasm", "GOFLAGS", "-mod=mod", "GOPROXY", "off", "GOTOOLCHAIN", "local");
        String runner = tilia + " run --dir / --env PWD";
        Launched passes = run(module, environment, List.of("go", "test", "-exec", runner, "-v", "./inner", "-args", "-word", "a b"));
        assertEquals(0, passes.exitCode(), passes.out() + passes.err());
        assertTrue(passes.out().contains("--- PASS: TestFilesOfThePackage"), passes.out());
        Launched fails = run(module, environment, List.of("go", "test", "-exec", runner, "-run", "TestFails", "./inner"));
        assertEquals(1, fails.exitCode());
        assertTrue(fails.out().contains("as it must"), fails.out());
        Launched program = run(module, environment, List.of("go", "run", "-exec", runner, ".", "--help", "-x", "a b"));
        assertEquals("[\"--help\" \"-x\" \"a b\"]\n", program.out());
        assertTrue(program.err().contains("exit status 3"), program.err());
    }

    /** Go starts a runner in the package's folder, which it names in PWD, with the file elsewhere and flags that begin with a hyphen behind it. */
    @Test
    void takesWhatGoHandsOver() throws Exception {
        Path program = write(folder.resolve("build/inner.test"), """
                        (module
                          (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "environ_get" (func $environ (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $folder (param i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                          (memory (export "memory") 1)
                          (func $print (param $text i32) (param $size i32)
                            (i32.store (i32.const 0) (local.get $text)) (i32.store (i32.const 4) (local.get $size))
                            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
                          (func (export "_start")
                            (drop (call $sizes (i32.const 16) (i32.const 20)))
                            (drop (call $args (i32.const 100) (i32.const 1000)))
                            (call $print (i32.const 1000) (i32.load (i32.const 20)))
                            (drop (call $environ_sizes (i32.const 16) (i32.const 20)))
                            (drop (call $environ (i32.const 100) (i32.const 1000)))
                            (call $print (i32.const 1000) (i32.load (i32.const 20)))
                            (drop (call $folder (i32.const 3) (i32.const 1000) (i32.const 1)))
                            (call $print (i32.const 1000) (i32.const 1))
                            (call $exit (i32.const 3))))
                        """);
        Path inner = Files.createDirectories(folder.resolve("module/inner"));
        Launched launched = run(inner, Map.of("PWD", inner.toString(), "OTHER", "secret"), List.of(tilia.toString(), "run", "--dir", "/", "--env", "PWD", program.toString(),
                        "-test.paniconexit0", "-test.timeout=10m0s", "-test.v=true", "-word", "a b"));
        assertEquals(3, launched.exitCode(), launched.err());
        assertEquals(program + "\0-test.paniconexit0\0-test.timeout=10m0s\0-test.v=true\0-word\0a b\0PWD=" + inner + "\0/", launched.out());
    }
}
