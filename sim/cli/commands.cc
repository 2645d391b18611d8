#include "sim/cli/commands.h"

namespace lsm::sim {

std::vector<std::unique_ptr<Command>> NewCommands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(NewRunCommand());
  commands.push_back(NewStatCommand());
  commands.push_back(NewEventsCommand());
  commands.push_back(NewStateCommand());
  commands.push_back(NewDiffCommand());
  commands.push_back(NewExploreCommand());
  commands.push_back(NewPowerCutCommand());
  commands.push_back(NewSweepCommand());
  commands.push_back(NewCalibrateCommand());
  commands.push_back(NewFingerprintCommand());
  commands.push_back(NewLessonCommand());
  commands.push_back(NewDbCommand());
  return commands;
}

}  // namespace lsm::sim
