// The command line `lsmscope`: a list of commands, each in a file of its own.
#ifndef LSMSCOPE_SIM_CLI_CLI_H_
#define LSMSCOPE_SIM_CLI_CLI_H_

#include <span>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace lsm::sim {

// Exit statuses of the program.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

// One command. A file <name>_command.cc implements it and a line in the list of cli.cc (or of
// gui/main.cc) adds it.
class Command {
 public:
  virtual ~Command() = default;

  virtual std::string_view name() const = 0;
  // One line for the list of commands.
  virtual std::string_view about() const = 0;
  // Declares options and arguments. They are parsed into members before Run is called.
  virtual void Declare(CLI::App* app) = 0;
  // Answers the exit status. Results go to standard output, messages to standard error.
  virtual int Run() = 0;
};

// Runs the program. `extra` (not owned) are commands besides this library's own. Without arguments
// it runs the command `open` if there is one, else it prints the help. Never throws.
int RunCommandLine(int argc, char** argv, std::span<Command* const> extra = {});

// Prints "lsmscope: message" to standard error and answers `status`.
int Fail(std::string_view message, int status = kFailed);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_CLI_H_
