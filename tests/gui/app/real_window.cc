#include "tests/gui/app/real_window.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(90);

void Pause() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

// Waits until `holds`, for as long as a loaded machine may need.
bool Wait(const std::function<bool()>& holds) {
  for (const auto end = Clock::now() + kPatience; Clock::now() < end; Pause()) {
    if (holds()) return true;
  }
  return false;
}

using Environment = std::vector<std::pair<std::string, std::string>>;

// A child process with its output in a file.
pid_t Start(const std::vector<std::string>& command, const std::string& output,
            const std::string& folder, const Environment& environment) {
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  if (std::freopen(output.c_str(), "wb", stdout) == nullptr || dup2(1, 2) < 0 ||
      chdir(folder.c_str()) != 0) {
    _exit(126);
  }
  execvp(arguments[0], arguments.data());
  _exit(127);
}

void Stop(pid_t* child) {
  if (*child <= 0) return;
  kill(*child, SIGTERM);
  waitpid(*child, nullptr, 0);
  *child = -1;
}

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string WithoutNewline(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

std::string ProgramPath() {
  return (fs::read_symlink("/proc/self/exe").parent_path() / "lsmscope").string();
}

RealWindow::RealWindow(const std::string& folder, const std::vector<std::string>& arguments,
                       int width, int height)
    : folder_(folder) {
  for (const char* each : {"/work", "/config", "/tmp"}) fs::create_directory(folder + each);
  const std::string size = std::to_string(width) + "x" + std::to_string(height);
  // A display number that is free: Xvfb chooses it and writes it to its output. What it says of
  // those that are taken goes elsewhere.
  server_ = Start({"sh", "-c",
                   "exec Xvfb -displayfd 1 -screen 0 " + size + "x24 -nolisten tcp -r 2>'" +
                       folder + "/server'"},
                  folder + "/display", "/", {});
  const auto number = [&] { return Contents(folder + "/display"); };
  const auto known = [&] {
    const std::string text = number();
    return !text.empty() && text.back() == '\n';
  };
  if (!Wait(known)) {
    ADD_FAILURE() << "Xvfb did not start: " << number();
    return;
  }
  const std::string output = WithoutNewline(number());
  display_ = ":" + output.substr(output.rfind('\n') + 1);

  const std::string report = folder + "/report.jsonl";
  std::vector<std::string> command{ProgramPath(), "open", "--size", size, "--report", report};
  command.insert(command.end(), arguments.begin(), arguments.end());
  program_ = Start(command, folder + "/output", folder + "/work",
                   {{"DISPLAY", display_},
                    {"XDG_CONFIG_HOME", folder + "/config"},
                    {"TMPDIR", folder + "/tmp"}});
  window_ = WithoutNewline(
      Run("timeout 90 xdotool search --sync --onlyvisible --name LsmScope | head -n 1"));
  if (window_.empty() || !Wait([&] { return fs::exists(report); })) {
    ADD_FAILURE() << "no window came: " << Contents(folder + "/output");
    return;
  }
  report_.open(report);
  Focus();
}

RealWindow::~RealWindow() {
  Stop(&program_);
  Stop(&server_);
}

void RealWindow::ReadReport() {
  report_.clear();
  std::array<char, 65536> buffer;
  while (true) {
    report_.read(buffer.data(), buffer.size());
    const auto count = static_cast<size_t>(report_.gcount());
    if (count == 0) break;
    partial_.append(buffer.data(), count);
  }
  size_t begin = 0;
  for (size_t end; (end = partial_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines_.push_back(Json::parse(partial_.substr(begin, end - begin)));
  }
  partial_.erase(0, begin);
}

const std::vector<Json>& RealWindow::All() {
  ReadReport();
  return lines_;
}

const Json& RealWindow::Last() {
  Wait([&] { return !All().empty(); });
  static const Json kNothing;
  return lines_.empty() ? kNothing : lines_.back();
}

bool RealWindow::Until(const std::string& what, const std::function<bool(const Json&)>& holds) {
  if (Wait([&] { return !All().empty() && holds(lines_.back()); })) return true;
  Json shown = lines_.empty() ? Json() : lines_.back();
  for (const char* long_part : {"widgets", "things", "state"}) shown.erase(long_part);
  ADD_FAILURE() << "waited in vain until " << what << "; shown is " << shown.dump();
  return false;
}

std::string RealWindow::Run(const std::string& command) const {
  const std::string with_display = "DISPLAY=" + display_ + " " + command;
  std::FILE* pipe = popen(with_display.c_str(), "r");
  if (pipe == nullptr) return "";
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  pclose(pipe);
  return output;
}

// Without a window manager the focus comes when it comes.
void RealWindow::Focus() { Run("xdotool windowfocus --sync " + window_); }

void RealWindow::Key(const std::string& key) { Run("xdotool key --delay 80 " + key); }

void RealWindow::Type(const std::string& text) { Run("xdotool type --delay 60 '" + text + "'"); }

void RealWindow::Click(double x, double y) {
  const std::string place =
      std::to_string(static_cast<int>(x)) + " " + std::to_string(static_cast<int>(y));
  Run("xdotool mousemove --window " + window_ + " " + place +
      " sleep 0.3 mousedown 1 sleep 0.3 mouseup 1");
}

bool RealWindow::ClickWidget(const std::string& id) {
  if (!Until(id + " is seen", [&](const Json& line) { return line["widgets"].contains(id); })) {
    return false;
  }
  const Json rect = Last()["widgets"][id];
  Click(rect[0].get<double>() + rect[2].get<double>() / 2,
        rect[1].get<double>() + rect[3].get<double>() / 2);
  return true;
}

void RealWindow::Signal(int signal) {
  if (program_ > 0) kill(program_, signal);
}

int RealWindow::WaitForExit() {
  int status = 0;
  if (!Wait([&] { return waitpid(program_, &status, WNOHANG) == program_; })) return -1;
  program_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace lsm::gui
