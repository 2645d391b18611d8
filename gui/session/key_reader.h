// KeyReader: what a Get of a typed key would find at the moment that is shown.
#ifndef LSMSCOPE_GUI_SESSION_KEY_READER_H_
#define LSMSCOPE_GUI_SESSION_KEY_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gui/session/files_source.h"
#include "gui/session/reruns.h"
#include "gui/session/session.h"
#include "sim/inspect/look_up.h"

namespace lsm::gui {

// How far the answer has come. All but the first two name a reason, "read_path.why.<name>".
enum class ReadingStatus : uint8_t {
  kNothing,       // no key was typed
  kAnswered,      // by the files; single places may be unknown
  kMoves,         // the run moves on: answered when it stands
  kRunsAgain,     // on the way to the moment
  kRealRun,       // a recorded real run: contents are nowhere
  kNoScenario,    // the trace does not say how to run it again
  kBadScenario,   // `detail`: what is wrong with it
  kOtherRun,      // run again, the events were others
  kEndedBefore,   // run again, it ended before the moment
  kDiskTooLarge,  // run again, it took more room than it may
  kTooLong,       // too many events to run again
  kNotRecorded,   // `detail`: the family of events that the trace lacks
};
constexpr auto Names(ReadingStatus) {
  return std::to_array<std::string_view>(
      {"nothing", "answered", "moves", "runs_again", "real_run", "no_scenario", "bad_scenario",
       "other_run", "ended_before", "disk_too_large", "too_long", "not_recorded"});
}

struct KeyReading {
  ReadingStatus status = ReadingStatus::kNothing;
  std::string detail;
  // Unless kNothing or kNotRecorded: the places, without answers unless kAnswered.
  sim::KeyLookUp look_up;
  uint64_t version = 0;  // another one after every change
};

// The bytes of a key as it is typed: "\x00" stands for one byte, as keys are shown.
std::string BytesOfTyped(std::string_view typed);

// Nothing unless it is a number.
std::optional<uint64_t> SequenceOfTyped(std::string_view typed);

// Longer runs are not run again.
inline constexpr uint64_t kMostRerunEvents = 5'000'000;

// Used by the app's thread.
class KeyReader {
 public:
  struct Question {
    std::string key;                   // bytes; nobody asks if it is empty
    std::optional<uint64_t> snapshot;  // nothing: the latest
    bool moves = false;                // the run is being played or runs on
    bool wait = false;                 // for a picture: answer at once, however long it takes
  };

  // The answer at `position` of the session whose number is `number`. Nothing is done as long as
  // the question and the moment are the same.
  const KeyReading& Read(Session& session, size_t number, uint64_t position,
                         const Question& question);
  // Nobody asks: what is on its way is given up.
  const KeyReading& ReadNothing();

  const KeyReading& reading() const { return reading_; }
  bool running() const { return reruns_.running(); }

 private:
  struct Asked {
    size_t number = 0;
    uint64_t position = 0;
    uint64_t size = 0;  // of a session whose files change as it grows
    std::string key;
    std::optional<uint64_t> snapshot;
    bool moves = false;

    friend bool operator==(const Asked&, const Asked&) = default;
  };

  const FilesSource& Source(Session& session, size_t number);
  ReadingStatus Answer(Session& session, const Asked& asked, bool wait);
  ReadingStatus AnswerFromRerun(Session& session, const Asked& asked, bool wait);
  void AnswerFrom(Session& session, const Asked& asked, Env* env, std::string directory);

  Reruns reruns_;
  FilesSource source_;
  size_t source_of_ = SIZE_MAX;  // the session's number
  std::optional<Asked> asked_;
  KeyReading reading_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_KEY_READER_H_
