#include "gui/session/follow_session.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"
#include "traces/format/describe.h"
#include "traces/format/header_json.h"
#include "traces/format/jsonl_writer.h"
#include "traces/load.h"
#include "traces/state/state_json.h"

namespace lsm::gui {
namespace {

// A file that is written bit by bit.
class GrowingFile {
 public:
  GrowingFile()
      : path_((std::filesystem::temp_directory_path() /
               ("lsmscope_follow_" + std::to_string(getpid()) + ".jsonl"))
                  .string()),
        out_(path_, std::ios::binary | std::ios::trunc) {}
  ~GrowingFile() { std::filesystem::remove(path_); }

  void Write(std::string_view text) { out_ << text << std::flush; }
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
  std::ofstream out_;
};

// A whole trace as it stands in a file.
const std::string& TraceText() {
  static const std::string text = [] {
    sim::Scenario scenario;
    EXPECT_TRUE(sim::LoadScenario("put", {"families=all"}, &scenario).ok());
    trace::Trace trace;
    const auto header = sim::HeaderFor(scenario, false);
    std::string lines = trace::HeaderJson(header) + "\n";
    class Writer final : public trace::EventConsumer {
     public:
      Writer(std::string* to, const trace::TraceTables* tables) : to_(to), tables_(tables) {}
      void OnEvent(uint64_t position, const Event& event) override {
        trace::AppendEventJson(to_, position, event, *tables_);
        *to_ += "\n";
      }

     private:
      std::string* const to_;
      const trace::TraceTables* const tables_;
    } writer(&lines, &trace.tables);
    RunScenario(scenario, {.consumers = {&writer}, .tables = &trace.tables});
    return lines;
  }();
  return text;
}

TEST(FollowSession, DrawsWhatIsThereAndTakesInWhatComesLineByLine) {
  const std::string& text = TraceText();
  GrowingFile file;
  std::unique_ptr<FollowSession> session;
  ASSERT_TRUE(FollowSession::Open(file.path(), &session).ok()) << "an empty file may still grow";
  EXPECT_TRUE(session->growing());
  // In pieces that end in the middle of lines.
  size_t written = 0;
  while (written < text.size()) {
    file.Write(std::string_view(text).substr(written, 137));
    written = std::min(written + 137, text.size());
    session->Poll();
    ASSERT_TRUE(session->status().ok()) << session->status().ToString();
    const auto lines = static_cast<uint64_t>(
        std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(written), '\n'));
    ASSERT_EQ(session->size(), lines == 0 ? 0 : lines - 1);
    ASSERT_EQ(session->index().events, session->size());
  }
  EXPECT_FALSE(session->growing()) << "RunEnded was the last event";
  EXPECT_EQ(session->scenario(), "put");

  std::shared_ptr<trace::Trace> loaded;
  ASSERT_TRUE(trace::LoadTrace(file.path(), &loaded).ok());
  ASSERT_EQ(loaded->events.size(), session->size());
  trace::Timeline timeline(loaded);
  EXPECT_EQ(trace::StateJson(timeline.StateAt(UINT64_MAX), loaded->tables),
            trace::StateJson(session->StateAt(session->size()), session->tables()));
}

TEST(FollowSession, WhatIsNoTraceIsRefusedAndABadLineIsToldWithItsNumber) {
  GrowingFile file;
  std::unique_ptr<FollowSession> session;
  file.Write("hello\n");
  const Status refused = FollowSession::Open(file.path(), &session);
  EXPECT_NE(refused.ToString().find(":1: not a header"), std::string::npos) << refused.ToString();

  GrowingFile other;
  const std::string& text = TraceText();
  const size_t second_event = text.find('\n', text.find('\n') + 1) + 1;
  other.Write(text.substr(0, second_event));
  ASSERT_TRUE(FollowSession::Open(other.path(), &session).ok());
  other.Write("{\"broken\n");
  session->Poll();
  EXPECT_FALSE(session->growing());
  EXPECT_NE(session->status().ToString().find(".jsonl:3: "), std::string::npos)
      << session->status().ToString();
  EXPECT_EQ(session->size(), 1u) << "what was read stays";
}

TEST(FollowSession, AFileThatBecomesShorterIsAnError) {
  GrowingFile file;
  file.Write(TraceText().substr(0, 2000));
  std::unique_ptr<FollowSession> session;
  ASSERT_TRUE(FollowSession::Open(file.path(), &session).ok());
  std::filesystem::resize_file(file.path(), 10);
  session->Poll();
  EXPECT_FALSE(session->status().ok());
}

TEST(FollowSession, FindsATraceUnderTheNameThatItHasWhileItIsWritten) {
  GrowingFile file;
  const std::string whole = file.path() + ".whole";
  std::filesystem::rename(file.path(), whole + ".123.part");
  const size_t half = TraceText().size() / 2;
  file.Write(TraceText().substr(0, half));
  std::unique_ptr<FollowSession> session;
  ASSERT_TRUE(FollowSession::Open(whole, &session).ok());
  const uint64_t before = session->size();
  EXPECT_GT(before, 0u);
  file.Write(TraceText().substr(half));
  std::filesystem::rename(whole + ".123.part", whole);
  session->Poll();
  EXPECT_GT(session->size(), before) << "it got its name, and is the same file";
  EXPECT_FALSE(session->growing());
  std::filesystem::remove(whole);
}

}  // namespace
}  // namespace lsm::gui
