#include "gui/session/key_reader.h"

#include <utility>

#include "engine/base/text.h"
#include "engine/env/posix_env.h"
#include "sim/disk/image_os.h"
#include "sim/run/database_options.h"
#include "sim/run/moment.h"

namespace lsm::gui {
namespace {

// The families without which a State does not know what a Get would ask.
constexpr Family kNeeded[] = {Family::kWrite, Family::kMemTable, Family::kVersion,
                              Family::kRecovery};

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Family> MissingFamily(FamilySet families) {
  for (const Family family : kNeeded) {
    if ((families & Bit(family)) == 0) return family;
  }
  return std::nullopt;
}

ReadingStatus StatusOf(const sim::RerunResult& result) {
  switch (result.end) {
    case sim::RerunEnd::kReached:
      return result.same_events ? ReadingStatus::kAnswered : ReadingStatus::kOtherRun;
    case sim::RerunEnd::kEndedBefore:
      return ReadingStatus::kEndedBefore;
    case sim::RerunEnd::kDiskTooLarge:
      return ReadingStatus::kDiskTooLarge;
    case sim::RerunEnd::kCancelled:
      break;
  }
  return ReadingStatus::kRunsAgain;
}

}  // namespace

std::string BytesOfTyped(std::string_view typed) {
  std::string bytes;
  for (size_t i = 0; i < typed.size(); i++) {
    const bool escape = typed.substr(i, 2) == "\\x" && i + 3 < typed.size() &&
                        HexDigit(typed[i + 2]) >= 0 && HexDigit(typed[i + 3]) >= 0;
    if (!escape) {
      bytes += typed[i];
      continue;
    }
    bytes += static_cast<char>(HexDigit(typed[i + 2]) * 16 + HexDigit(typed[i + 3]));
    i += 3;
  }
  return bytes;
}

std::optional<uint64_t> SequenceOfTyped(std::string_view typed) {
  Slice rest(typed.data(), typed.size());
  uint64_t number = 0;
  if (!ConsumeDecimalNumber(&rest, &number) || !rest.empty()) return std::nullopt;
  return number;
}

const KeyReading& KeyReader::ReadNothing() {
  reruns_.Cancel();
  if (asked_) reading_ = {.version = reading_.version + 1};
  asked_.reset();
  return reading_;
}

const KeyReading& KeyReader::Read(Session& session, size_t number, uint64_t position,
                                  const Question& question) {
  if (question.key.empty()) return ReadNothing();
  const bool files_change = Source(session, number).kind == FilesSource::Kind::kDirectory;
  Asked asked{.number = number,
              .position = position,
              .size = files_change ? session.size() : 0,
              .key = question.key,
              .snapshot = question.snapshot,
              .moves = question.moves};
  const bool is_new = asked_ != asked;
  if (!is_new && reading_.status != ReadingStatus::kRunsAgain) return reading_;
  const uint64_t version = reading_.version;
  if (is_new) {
    reading_ = {.version = version + 1};
    const std::optional<Family> missing = MissingFamily(session.header().families);
    if (missing) {
      reading_.status = ReadingStatus::kNotRecorded;
      reading_.detail = kFamilyNames[static_cast<size_t>(*missing)];
    } else {
      reading_.look_up = sim::PlacesOnly(session.StateAt(position), session.tables(), asked.key,
                                         asked.snapshot.value_or(sim::kLatest));
    }
  }
  asked_ = std::move(asked);
  if (reading_.status == ReadingStatus::kNotRecorded) return reading_;
  const ReadingStatus status = Answer(session, *asked_, question.wait);
  if (status != reading_.status) reading_.version = version + 1;
  reading_.status = status;
  return reading_;
}

const FilesSource& KeyReader::Source(Session& session, size_t number) {
  if (source_of_ != number) {
    source_ = SourceOf(session);
    source_of_ = number;
  }
  return source_;
}

ReadingStatus KeyReader::Answer(Session& session, const Asked& asked, bool wait) {
  const FilesSource& source = Source(session, asked.number);
  switch (source.kind) {
    case FilesSource::Kind::kRealRun:
      return ReadingStatus::kRealRun;
    case FilesSource::Kind::kNoScenario:
      return ReadingStatus::kNoScenario;
    case FilesSource::Kind::kBadScenario:
      reading_.detail = source.problem;
      return ReadingStatus::kBadScenario;
    case FilesSource::Kind::kRerun:
    case FilesSource::Kind::kDirectory:
      break;
  }
  if (asked.moves) {
    reruns_.Cancel();
    return ReadingStatus::kMoves;
  }
  if (source.kind == FilesSource::Kind::kRerun) return AnswerFromRerun(session, asked, wait);
  AnswerFrom(session, asked, Env::Default(), source.directory);
  return ReadingStatus::kAnswered;
}

ReadingStatus KeyReader::AnswerFromRerun(Session& session, const Asked& asked, bool wait) {
  if (asked.position == 0) return ReadingStatus::kAnswered;  // there is nothing yet
  if (asked.position > kMostRerunEvents) return ReadingStatus::kTooLong;
  const sim::RerunResult* const result = reruns_.Get(
      {asked.number, asked.position},
      [&] { return RerunPlanOf(session, source_.scenario, asked.position); }, wait);
  if (result == nullptr) return ReadingStatus::kRunsAgain;
  const ReadingStatus status = StatusOf(*result);
  if (status == ReadingStatus::kAnswered) {
    sim::ImageOs os(result->disk);
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    AnswerFrom(session, asked, env.get(), std::string(sim::kSimulatedDirectory));
  }
  return status;
}

void KeyReader::AnswerFrom(Session& session, const Asked& asked, Env* env, std::string directory) {
  const std::unique_ptr<const FilterPolicy> filter = sim::FilterOf(source_.scenario);
  const sim::DatabaseFiles files{env, std::move(directory), filter.get()};
  reading_.look_up = sim::LookUp(session.StateAt(asked.position), session.tables(), files,
                                 asked.key, asked.snapshot.value_or(sim::kLatest));
}

}  // namespace lsm::gui
