// A greeting in C++, with a class, a vector and strings: greets its arguments in alphabetical order,
// and in the language that the environment variable LANG asks for.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

class Greeter {
public:
    explicit Greeter(const std::string &locale) {
        const std::string language = locale.substr(0, 2);
        if (language == "de") {
            greeting = "Guten Tag";
        } else if (language == "fr") {
            greeting = "Bonjour";
        } else if (language == "la") {
            greeting = "Salve";
        }
    }

    std::string greet(const std::string &name) const {
        return greeting + ", " + name + "!";
    }

private:
    std::string greeting = "Hello";
};

int main(int argc, char **argv) {
    std::vector<std::string> names(argv + 1, argv + argc);
    if (names.empty()) {
        names.push_back("C++");
    }
    std::sort(names.begin(), names.end());

    const char *locale = std::getenv("LANG");
    const Greeter greeter(locale == nullptr ? "" : locale);
    for (const std::string &name : names) {
        std::puts(greeter.greet(name).c_str());
    }
}
