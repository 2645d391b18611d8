#include "gui/render/gallery.h"

#include "gui/render/views.h"
#include "gui/render/when.h"
#include "gui/session/lesson_session.h"
#include "sim/lesson/load_lesson.h"

namespace lsm::gui {
namespace {

// A name for a moment in file names, and how to find it.
struct Moment {
  const char* scenario;
  const char* name;
  const char* when;
};

constexpr Moment kMoments[] = {
    {"put", "enqueued", "WriterEnqueued"},
    {"put", "leads", "LeaderElected"},
    {"put", "group", "GroupClosed"},
    {"put", "appended", "WalAppended"},
    {"put", "syncing", "WalSyncBegin"},
    {"put", "inserted", "MemTableInserted"},
    {"put", "completed", "WriterCompleted"},
    {"put", "end", "RunEnded"},
    {"group-commit", "queue", "WriterEnqueued:40"},
    {"group-commit", "group", "group.members >= 4"},
    {"group-commit", "syncing", "WalSyncBegin:9"},
    {"group-commit", "mismatch", "GroupClosed.reason=sync_mismatch:5"},
    {"group-commit", "handed-on", "LeadershipHandedOn:20"},
    {"write-stall", "opened", "DatabaseOpened"},
    {"write-stall", "switch", "MemTableImmutable"},
    {"write-stall", "flush", "FlushBegin:2"},
    {"write-stall", "flushed", "FlushEnd:2"},
    {"write-stall", "wait", "StallBegin.reason=immutable_pending+4"},
    {"write-stall", "delay", "StallBegin.reason=l0_slowdown+4"},
    {"write-stall", "stop", "stop"},
    {"write-stall", "released", "StallEnd.reason=l0_stop"},
    {"write-stall", "compaction", "CompactionBegin:3"},
    {"write-stall", "trivial-move", "TrivialMove:5"},
    {"write-stall", "get", "GetEnd:150"},
    {"write-stall", "end", "RunEnded"},
};

Status AddLesson(const std::string& name, std::vector<GalleryPicture>* pictures) {
  sim::Lesson lesson;
  if (Status s = sim::LoadLesson(name, &lesson); !s.ok()) return s;
  for (size_t i = 0; i < lesson.steps.size(); i++) {
    const std::string number = (i < 9 ? "0" : "") + std::to_string(i + 1);
    GalleryPicture picture{.name = "lesson-" + name + "-" + number + "-" + lesson.steps[i].id,
                           .source = name,
                           .step = i + 1};
    pictures->push_back(picture);
    if (lesson.steps[i].choices.empty()) continue;
    picture.name += "-answer";
    picture.answer = true;
    pictures->push_back(picture);
  }
  return Status::OK();
}

}  // namespace

Status AllGalleryPictures(std::vector<GalleryPicture>* pictures) {
  pictures->clear();
  for (const Moment& moment : kMoments) {
    pictures->push_back({.name = std::string(moment.scenario) + "-" + moment.name,
                         .source = moment.scenario,
                         .when = moment.when});
  }
  for (const std::string& view : AllViewNames()) {
    if (view == "app") continue;  // the moments are
    pictures->push_back({.name = "view-" + view,
                         .source = "write-stall",
                         .when = "stop",
                         .view = view,
                         .key = view == "read" ? "key000001176" : ""});
  }
  for (const std::string& lesson : sim::BuiltInLessonNames()) {
    if (Status s = AddLesson(lesson, pictures); !s.ok()) return s;
  }
  return Status::OK();
}

Status ShowPicture(const GalleryPicture& picture, Language language, ThemeName theme, App* app) {
  app->model().ui = UiState{};
  app->model().ui.language = language;
  app->model().ui.theme = theme;
  app->model().ui.reduced_motion = true;  // answers at once
  ShowView(*app, picture.view);
  if (!picture.key.empty()) app->Do(SetReadKey{picture.key});
  if (picture.step > 0) {
    app->Do(ShowLessonStep{picture.step - 1});
    if (!picture.answer) return Status::OK();
    app->Do(LessonChoose{0});
    app->Do(LessonNext{});
    return Status::OK();
  }
  When when;
  if (Status s = ParseWhen(picture.when, &when); !s.ok()) return s;
  uint64_t position = 0;
  if (Status s = FindWhen(when, app->model().session(), &position); !s.ok()) return s;
  app->Do(SeekTo{position});
  return Status::OK();
}

}  // namespace lsm::gui
