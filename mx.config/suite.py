# The project for mx, the build tool of GraalVM: the same modules, dependencies and versions as in the poms, which a test
# compares. A GraalVM source tree beside this one gives Truffle.
suite = {
  "mxversion": "7.58.6",
  "name": "tilia",
  "groupId": "org.tilia",
  "version": "0.1.0",
  "release": False,
  "defaultLicense": "Apache-2.0",

  "imports": {
    "suites": [
      {
        "name": "truffle",
        "subdir": True,
        "version": "vm-25.0.2",
        "urls": [{"url": "https://github.com/oracle/graal.git", "kind": "git"}],
      },
    ],
  },

  "libraries": {
    "PICOCLI": {
      "digest": "sha512:125a8d5cf9dac7f2d67ac82e281d47aab4f15643b4dd5e09199dd5048e385fa74f7f287ebd1162c9f23c488e0d616f1e46591015fe5319c6ad796cc4beddfff6",
      "maven": {
        "groupId": "info.picocli",
        "artifactId": "picocli",
        "version": "4.7.7",
      },
      "dependencies": [],
      "license": "Apache-2.0",
    },
    "JACKSON_ANNOTATIONS": {
      "digest": "sha512:8926d89bfe7f427c7793f6af619249540f23f82eae055dd03d4cb163ff603a43dd6a3ebe43528d00789aed3df0dd2f10e08552fdec53e2691849b9769f57f0c9",
      "maven": {
        "groupId": "com.fasterxml.jackson.core",
        "artifactId": "jackson-annotations",
        "version": "2.20",
      },
      "dependencies": [],
      "license": "Apache-2.0",
    },
    "JACKSON_CORE": {
      "digest": "sha512:0463e1c2e1d8e8cfa4954dfce491583f0ec9ec1de6e6f342d1e5f0c63dcfb959673552a279ec4e6b6cc69e6ac2de6d42dd512149ceb76620b5d780db7325e6a7",
      "maven": {
        "groupId": "com.fasterxml.jackson.core",
        "artifactId": "jackson-core",
        "version": "2.20.1",
      },
      "dependencies": [],
      "license": "Apache-2.0",
    },
    "JACKSON_DATABIND": {
      "digest": "sha512:16906e9c2f1962649eb21de148f362fedf2ce903c7ca0e6d68a01d43dbe8402b70cc537c104f36bc40a2bed6601162e7c21663735582e25bff7e27852be1405d",
      "maven": {
        "groupId": "com.fasterxml.jackson.core",
        "artifactId": "jackson-databind",
        "version": "2.20.1",
      },
      "dependencies": ["JACKSON_ANNOTATIONS", "JACKSON_CORE"],
      "license": "Apache-2.0",
    },
    "APIGUARDIAN": {
      "digest": "sha512:d7ccd0e7019f1a997de39d66dc0ad4efe150428fdd7f4c743c93884f1602a3e90135ad34baea96d5b6d925ad6c0c8487c8e78304f0a089a12383d4a62e2c9a61",
      "maven": {
        "groupId": "org.apiguardian",
        "artifactId": "apiguardian-api",
        "version": "1.1.2",
      },
      "dependencies": [],
      "license": "Apache-2.0",
    },
    "JSPECIFY": {
      "digest": "sha512:efded31ef5b342f09422935076e599789076431e93a746685c0607e7de5592719ba6aacde0be670b3f064d1e85630d58d5bce6b34aed2a288fdb34f745efb7bc",
      "maven": {
        "groupId": "org.jspecify",
        "artifactId": "jspecify",
        "version": "1.0.0",
      },
      "dependencies": [],
      "license": "Apache-2.0",
    },
    "OPENTEST4J_1_3": {
      "digest": "sha512:78fc698a7871bb50305e3657893c10500595f043348d875f57bc39ca4a6a51eda3967b7c8c8a7ec3e8f85f2171bca4aa98823e912e416e87e81c6ba5b70a37c3",
      "maven": {
        "groupId": "org.opentest4j",
        "artifactId": "opentest4j",
        "version": "1.3.0",
      },
      "dependencies": [],
      "license": "Apache-2.0",
    },
    "JUNIT6_PLATFORM_COMMONS": {
      "digest": "sha512:faef29dbb0c8097c8f6d9fad459814bdd9e35d99c855decf7521b8ef8d0845308d937fdeb42696178e49a239ec7443afb05a84be427684229badf1853bd9fd2e",
      "maven": {
        "groupId": "org.junit.platform",
        "artifactId": "junit-platform-commons",
        "version": "6.0.1",
      },
      "dependencies": ["APIGUARDIAN", "JSPECIFY"],
      "license": "EPL-2.0",
    },
    "JUNIT6_JUPITER_API": {
      "digest": "sha512:f020c23a5f0b68b285537281d30a2f7d85ff93e65dee4fa37303729a3874bcd85de5bead1726c1b80fde07b2ee248ccf339059f4e9f580a5b23237f90057351d",
      "maven": {
        "groupId": "org.junit.jupiter",
        "artifactId": "junit-jupiter-api",
        "version": "6.0.1",
      },
      "dependencies": ["OPENTEST4J_1_3", "JUNIT6_PLATFORM_COMMONS"],
      "license": "EPL-2.0",
    },
    "JUNIT6_JUPITER_PARAMS": {
      "digest": "sha512:584520903257ddb53843749d45b1b1a2cbb30438a06f49d8b7fa5f6d197c18b05f355c37167607ad061e29b17f9736e1bf3b2902a4a58a357e824b1b307c4d15",
      "maven": {
        "groupId": "org.junit.jupiter",
        "artifactId": "junit-jupiter-params",
        "version": "6.0.1",
      },
      "dependencies": ["JUNIT6_JUPITER_API"],
      "license": "EPL-2.0",
    },
  },

  "projects": {
    "org.tilia.wasm": {
      "dir": "language",
      "sourceDirs": ["src/main/java"],
      "dependencies": ["truffle:TRUFFLE_API"],
      "requires": ["jdk.unsupported"],
      "annotationProcessors": ["truffle:TRUFFLE_DSL_PROCESSOR"],
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.wasm.test": {
      "dir": "language",
      "sourceDirs": ["src/test/java"],
      "dependencies": ["org.tilia.wasm", "JUNIT6_JUPITER_API", "JUNIT6_JUPITER_PARAMS"],
      "testProject": True,
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.wasi": {
      "dir": "wasi",
      "sourceDirs": ["src/main/java"],
      "dependencies": ["org.tilia.wasm"],
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.wasi.test": {
      "dir": "wasi",
      "sourceDirs": ["src/test/java"],
      "dependencies": ["org.tilia.wasi", "JUNIT6_JUPITER_API", "JUNIT6_JUPITER_PARAMS"],
      "testProject": True,
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.launcher": {
      "dir": "launcher",
      "sourceDirs": ["src/main/java"],
      "dependencies": ["sdk:POLYGLOT", "PICOCLI"],
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.launcher.test": {
      "dir": "launcher",
      "sourceDirs": ["src/test/java"],
      "dependencies": ["org.tilia.launcher", "JUNIT6_JUPITER_API", "JUNIT6_JUPITER_PARAMS"],
      "testProject": True,
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.benchmarks": {
      "dir": "benchmarks",
      "sourceDirs": ["src/main/java"],
      "dependencies": ["sdk:POLYGLOT", "PICOCLI", "JACKSON_DATABIND"],
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.benchmarks.test": {
      "dir": "benchmarks",
      "sourceDirs": ["src/test/java"],
      "dependencies": ["org.tilia.benchmarks", "JUNIT6_JUPITER_API", "JUNIT6_JUPITER_PARAMS"],
      "testProject": True,
      "javaCompliance": "25+",
      "checkstyle": "",
    },
    "org.tilia.tck": {
      "dir": "tck-tests",
      "sourceDirs": ["src/test/java"],
      "dependencies": ["org.tilia.wasm", "org.tilia.wasi", "org.tilia.launcher", "JACKSON_DATABIND", "JUNIT6_JUPITER_API", "JUNIT6_JUPITER_PARAMS"],
      "testProject": True,
      "javaCompliance": "25+",
      "checkstyle": "",
    },
  },

  "distributions": {
    "TILIA_LANGUAGE": {
      "moduleInfo": {
        "name": "org.tilia.wasm",
      },
      "dependencies": ["org.tilia.wasm"],
      "distDependencies": ["truffle:TRUFFLE_API"],
      "exclude": [],
      "maven": {"groupId": "org.tilia", "artifactId": "tilia-language"},
    },
    "TILIA_WASI": {
      "moduleInfo": {
        "name": "org.tilia.wasi",
      },
      "dependencies": ["org.tilia.wasi"],
      "distDependencies": ["TILIA_LANGUAGE"],
      "exclude": [],
      "maven": {"groupId": "org.tilia", "artifactId": "tilia-wasi"},
    },
    "TILIA_LAUNCHER": {
      "moduleInfo": {
        "name": "org.tilia.launcher",
      },
      "dependencies": ["org.tilia.launcher"],
      "distDependencies": ["sdk:POLYGLOT"],
      "exclude": ["PICOCLI"],
      "maven": {"groupId": "org.tilia", "artifactId": "tilia-launcher"},
    },
  },
}
