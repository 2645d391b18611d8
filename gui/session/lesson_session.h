// A session over a lesson: the run of its scenario, and the lesson played over it.
#ifndef LSMSCOPE_GUI_SESSION_LESSON_SESSION_H_
#define LSMSCOPE_GUI_SESSION_LESSON_SESSION_H_

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/session/recorded_session.h"
#include "lsm/status.h"
#include "sim/lesson/glossary.h"
#include "sim/lesson/play_lesson.h"

namespace lsm::gui {

struct OpenLesson {
  sim::Lesson lesson;
  sim::PlayedLesson played;  // every step of it
  std::vector<sim::GlossaryTerm> glossary;
};

class LessonSession : public RecordedSession {
 public:
  LessonSession(std::shared_ptr<const trace::Trace> trace, OpenLesson lesson)
      : RecordedSession(std::move(trace), lesson.lesson.name), lesson_(std::move(lesson)) {}

  const OpenLesson* lesson() const override { return &lesson_; }

 private:
  const OpenLesson lesson_;
};

// Loads the lesson and simulates its scenario, with its own seed if none is given. Fails if the run
// does not come to every step, or once *cancel is true (null: never).
[[nodiscard]] Status OpenLessonSession(const std::string& name_or_folder,
                                       std::optional<uint64_t> seed,
                                       const std::atomic<bool>* cancel,
                                       std::unique_ptr<Session>* session);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_LESSON_SESSION_H_
