#include "sim/cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>

#include "sim/cli/commands.h"
#include "sim/scenario/nearest_name.h"
#include "traces/trace.h"

namespace lsm::sim {
namespace {

std::string VersionText() { return "lsmscope " + trace::ProgramVersion(); }

// The first line of what CLI11 says; the rest is advice to look at the help.
int WrongUsage(const CLI::ParseError& error, const std::string& command) {
  std::string text = error.what();
  text = text.substr(0, text.find('\n'));
  const std::string help = command.empty() ? "lsmscope --help" : "lsmscope " + command + " --help";
  return Fail(text + " (see " + help + ")", kWrongUsage);
}

// What to say of a first argument that is no command; empty: it is one, or an option.
std::string UnknownCommand(const std::string& word, const std::vector<Command*>& commands) {
  if (word.starts_with("-")) return "";
  std::vector<std::string_view> names;
  for (const Command* command : commands) names.push_back(command->name());
  if (std::ranges::find(names, word) != names.end()) return "";
  return word + ": no such command" + DidYouMean(word, names) + " (see lsmscope --help)";
}

int Parse(CLI::App* app, int argc, char** argv, const std::vector<Command*>& commands) {
  Command* chosen = nullptr;
  for (Command* command : commands) {
    CLI::App* sub =
        app->add_subcommand(std::string(command->name()), std::string(command->about()));
    sub->set_version_flag("--version", VersionText(), "Print the version");
    command->Declare(sub);
    sub->callback([&chosen, command] { chosen = command; });
  }
  if (const std::string unknown = UnknownCommand(argv[1], commands); !unknown.empty()) {
    return Fail(unknown, kWrongUsage);
  }
  try {
    app->parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help or --version
    app->exit(asked);
    return kDone;
  } catch (const CLI::ParseError& error) {
    const auto parsed = app->get_subcommands();
    return WrongUsage(error, parsed.empty() ? "" : parsed.front()->get_name());
  }
  return chosen->Run();
}

}  // namespace

int Fail(std::string_view message, int status) {
  std::fprintf(stderr, "lsmscope: %.*s\n", static_cast<int>(message.size()), message.data());
  return status;
}

int RunCommandLine(int argc, char** argv, std::span<Command* const> extra) {
  try {
    const std::vector<std::unique_ptr<Command>> own = NewCommands();
    std::vector<Command*> commands(extra.begin(), extra.end());
    for (const auto& command : own) commands.push_back(command.get());

    CLI::App app("LsmScope: an LSM storage engine that shows its work", "lsmscope");
    app.require_subcommand(1);
    app.set_version_flag("--version", VersionText(), "Print the version");

    if (argc <= 1) {
      const bool has_app = std::ranges::any_of(
          commands, [](const Command* command) { return command->name() == "open"; });
      char open[] = "open";
      char* open_argv[] = {argc == 1 ? argv[0] : open, open, nullptr};
      if (has_app) return Parse(&app, 2, open_argv, commands);
      char help[] = "--help";
      char* help_argv[] = {argc == 1 ? argv[0] : help, help, nullptr};
      return Parse(&app, 2, help_argv, commands);
    }
    return Parse(&app, argc, argv, commands);
  } catch (const std::exception& error) {
    return Fail(error.what());
  }
}

}  // namespace lsm::sim
