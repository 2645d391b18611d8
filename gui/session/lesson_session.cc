#include "gui/session/lesson_session.h"

#include <utility>

#include "sim/lesson/built_in_lessons.h"
#include "sim/lesson/load_lesson.h"

namespace lsm::gui {

Status OpenLessonSession(const std::string& name_or_folder, std::optional<uint64_t> seed,
                         const std::atomic<bool>* cancel, std::unique_ptr<Session>* session) {
  OpenLesson open;
  if (Status s = sim::LoadLesson(name_or_folder, &open.lesson); !s.ok()) return s;
  std::shared_ptr<trace::Trace> trace;
  const uint64_t chosen = seed.value_or(open.lesson.scenario.seed);
  if (Status s = sim::RunLesson(open.lesson, chosen, &trace, cancel); !s.ok()) return s;
  open.played = sim::PlayLesson(open.lesson, *trace);
  if (!open.played.problems.empty()) {
    return Status::InvalidArgument(name_or_folder + ": seed " + std::to_string(chosen) + ": " +
                                   open.played.problems.front());
  }
  std::vector<std::string> ignored;  // the glossary is the program's own, held right by a test
  open.glossary = sim::ParseGlossary(sim::BuiltInGlossary(), &ignored);
  *session = std::make_unique<LessonSession>(std::move(trace), std::move(open));
  return Status::OK();
}

}  // namespace lsm::gui
