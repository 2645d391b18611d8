// The commands of this library. A new one is a file and a line in commands.cc.
#ifndef LSMSCOPE_SIM_CLI_COMMANDS_H_
#define LSMSCOPE_SIM_CLI_COMMANDS_H_

#include <memory>
#include <vector>

#include "sim/cli/cli.h"

namespace lsm::sim {

std::unique_ptr<Command> NewRunCommand();
std::unique_ptr<Command> NewStatCommand();
std::unique_ptr<Command> NewEventsCommand();
std::unique_ptr<Command> NewStateCommand();
std::unique_ptr<Command> NewDiffCommand();
std::unique_ptr<Command> NewExploreCommand();
std::unique_ptr<Command> NewPowerCutCommand();
std::unique_ptr<Command> NewSweepCommand();
std::unique_ptr<Command> NewCalibrateCommand();
std::unique_ptr<Command> NewFingerprintCommand();
std::unique_ptr<Command> NewLessonCommand();
std::unique_ptr<Command> NewDbCommand();

// All of them, in the order of the help.
std::vector<std::unique_ptr<Command>> NewCommands();

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_COMMANDS_H_
