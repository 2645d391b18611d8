// The lesson: what the step says, the question it asks, and the way on. It takes the scenario's
// place while a lesson is open.
#include <algorithm>
#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/panels/panel.h"
#include "gui/panels/spotlight.h"
#include "gui/panels/widgets.h"
#include "gui/session/lesson_session.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

// What this frame shows of the lesson.
struct StepView {
  const sim::LessonText& lesson;
  const sim::LessonStep& step;
  const sim::PlayedStep& played;
  const sim::StepText& says;
  size_t number;
  size_t count;
  const std::vector<sim::GlossaryTerm>& glossary;
  bool answered;
  const size_t* chosen;  // null: nothing yet
};

StepView ViewOf(const FrameView& view, const OpenLesson& open) {
  const LessonProgress& progress = view.model.ui.lesson;
  const auto language = static_cast<size_t>(view.model.ui.language);
  const auto chosen = progress.chosen.find(progress.step);
  const sim::PlayedStep& played = open.played.steps[progress.step];
  return {.lesson = open.lesson.texts[language],
          .step = open.lesson.steps[progress.step],
          .played = played,
          .says = played.texts[language],
          .number = progress.step + 1,
          .count = open.lesson.steps.size(),
          .glossary = open.glossary,
          .answered = progress.answered.contains(progress.step),
          .chosen = chosen == progress.chosen.end() ? nullptr : &chosen->second};
}

void Gap(const FrameView& view, float height) { ImGui::Dummy({0, view.Px(height)}); }

void WrappedHeading(const FrameView& view, std::string_view text) {
  ImGui::PushFont(FontFor(view.Px(kHeadText)));
  WrappedIn(view, Role::kText, text);
  ImGui::PopFont();
}

// The number in the disc is the one at the spotlight.
void StepTitle(const FrameView& view, const StepView& shown) {
  const float size = ImGui::GetTextLineHeight() + view.Px(4);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  DrawSpotlightNumber(view, {at.x + size / 2, at.y + size / 2}, shown.number);
  ImGui::Dummy({size, size});
  ImGui::SameLine();
  ImGui::BeginGroup();
  Gap(view, 0);
  WrappedIn(view, Role::kText, shown.says.title);
  ImGui::EndGroup();
}

void Choice(const FrameView& view, const StepView& shown, size_t choice) {
  ImGui::PushID(static_cast<int>(choice));
  const bool picked = shown.chosen != nullptr && *shown.chosen == choice;
  bool clicked = false;
  {
    const BoxOutline outline(view);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {view.Px(2), view.Px(2)});
    ImGui::PushStyleColor(ImGuiCol_CheckMark, ColourOf(view, Role::kSpotlight));
    clicked = ImGui::RadioButton("###choice", picked);
    NotePlace(view, "lesson_choice_" + shown.step.choices[choice].id);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
  }
  ImGui::SameLine();
  ImGui::BeginGroup();
  WrappedIn(view, Role::kText, shown.says.choices[choice]);
  ImGui::EndGroup();
  clicked = clicked || ImGui::IsItemClicked();
  ImGui::PopID();
  if (clicked) view.actions.push_back(LessonChoose{choice});
}

void Question(const FrameView& view, const StepView& shown) {
  Gap(view, 4);
  TextIn(view, Role::kSpotlight, view.Tr("lesson.predict"));
  for (size_t i = 0; i < shown.step.choices.size(); i++) Choice(view, shown, i);
  if (view.model.ui.lesson.run_to != 0) {
    TextIn(view, Role::kTextSecondary, view.Tr("lesson.running"));
  }
}

// What the engine answered; and, if the learner had said something else, why that is not it.
void Answer(const FrameView& view, const StepView& shown) {
  const size_t answer = shown.played.answer;
  const bool right = shown.chosen != nullptr && *shown.chosen == answer;
  Gap(view, 4);
  TextIn(view, Role::kSpotlight, view.Tr(right ? "lesson.right" : "lesson.answer"));
  WrappedIn(view, Role::kText, shown.says.choices[answer]);
  WrappedIn(view, Role::kText, shown.says.explanations[answer]);
  if (right || shown.chosen == nullptr) return;
  Gap(view, 2);
  WrappedIn(view, Role::kTextSecondary,
            view.Tr("lesson.you_said", shown.says.choices[*shown.chosen]));
  WrappedIn(view, Role::kTextSecondary, shown.says.explanations[*shown.chosen]);
}

// The learner went somewhere else in the run.
void Elsewhere(const FrameView& view, const StepView& shown) {
  const LessonProgress& progress = view.model.ui.lesson;
  const uint64_t here = view.model.ui.position;
  const uint64_t there = shown.answered ? shown.played.answer_position : shown.played.position;
  if (here == there || progress.run_to != 0) return;
  Gap(view, 4);
  WrappedIn(view, Role::kStall,
            view.Tr("lesson.elsewhere", trace::Grouped(here), trace::Grouped(there)));
  if (Button(view, "lesson_return", "lesson.return", "lesson.return.tip")) {
    view.actions.push_back(ShowLessonStep{progress.step});
  }
}

// All that the panel says of the step, question and answers included.
std::string WholeText(const StepView& shown) {
  std::string text = shown.says.title;
  for (const std::string& paragraph : shown.says.paragraphs) text += "\n" + paragraph;
  if (shown.step.choices.empty()) return text;
  for (const std::string& choice : shown.says.choices) text += "\n" + choice;
  if (shown.answered) text += "\n" + shown.says.explanations[shown.played.answer];
  return text;
}

// What the words of the step mean, folded away until somebody asks.
void Glossary(const FrameView& view, const StepView& shown) {
  const auto language = static_cast<size_t>(view.model.ui.language);
  const std::vector<sim::GlossaryTerm> terms =
      sim::TermsIn(WholeText(shown), shown.glossary, language);
  if (terms.empty()) return;
  Gap(view, 4);
  const bool open = view.model.ui.lesson.words_open;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, view.Px(2)});
  ImGui::PushStyleColor(ImGuiCol_Text, ColourOf(view, Role::kTextSecondary));
  const std::string label = std::string(open ? "− " : "+ ") + std::string(view.Tr("lesson.words"));
  if (ImGui::Selectable((label + "###words").c_str())) {
    view.actions.push_back(ToggleLessonWords{});
  }
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  NotePlace(view, "lesson_words");
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("lesson.words.tip"));
  if (!open) return;
  if (view.model.ui.lesson.show_words > 0) {
    ImGui::SetScrollHereY(0);
    view.actions.push_back(LeftScrolled{});
  }
  for (const sim::GlossaryTerm& term : terms) {
    Gap(view, 1);
    TextIn(view, Role::kText, term.texts[language].term);
    WrappedIn(view, Role::kTextSecondary, term.texts[language].meaning);
  }
}

void Words(const FrameView& view, const StepView& shown) {
  WrappedHeading(view, shown.lesson.title);
  if (shown.number == 1) WrappedIn(view, Role::kTextSecondary, shown.lesson.about);
  Gap(view, 4);
  StepTitle(view, shown);
  if (!shown.answered) {
    for (const std::string& paragraph : shown.says.paragraphs) {
      Gap(view, 1);
      WrappedIn(view, Role::kText, paragraph);
    }
    if (!shown.step.choices.empty()) Question(view, shown);
  } else {
    Answer(view, shown);
  }
  Elsewhere(view, shown);
  Glossary(view, shown);
}

void Buttons(const FrameView& view, const StepView& shown) {
  if (shown.number > 1) {
    if (Button(view, "lesson_back", "lesson.back", "lesson.back.tip")) {
      view.actions.push_back(LessonNext{-1});
    }
    ImGui::SameLine();
  }
  const bool asks = !shown.step.choices.empty() && !shown.answered;
  if (asks) {
    if (Button(view, "lesson_next", "lesson.see", "lesson.see.tip")) {
      view.actions.push_back(LessonNext{1});
    }
  } else if (shown.number < shown.count) {
    if (Button(view, "lesson_next", "lesson.next", "lesson.next.tip")) {
      view.actions.push_back(LessonNext{1});
    }
  } else {
    ImGui::AlignTextToFramePadding();
    TextIn(view, Role::kTextSecondary, view.Tr("lesson.end"));
  }
  const std::string place =
      view.Tr("lesson.step", std::to_string(shown.number), std::to_string(shown.count));
  const float width = ImGui::CalcTextSize(place.c_str()).x;
  ImGui::SameLine(ImGui::GetWindowWidth() - width - ImGui::GetStyle().WindowPadding.x);
  ImGui::AlignTextToFramePadding();
  TextIn(view, Role::kTextSecondary, place);
}

}  // namespace

void DrawLesson(const FrameView& view) {
  const OpenLesson* open = view.model.session().lesson();
  if (open == nullptr || open->played.steps.empty()) return;
  const Rect& left = view.regions.left;
  const float below = view.scenes.stalls.bounds.h + view.Px(24);
  const PanelWindow window(view, "lesson",
                           {left.x, left.y, left.w, std::max(0.0f, left.h - below)});
  if (!window) return;
  const StepView shown = ViewOf(view, *open);
  const float buttons = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y;
  // Another step begins at its top: it has a scroll position of its own.
  const std::string words = "words" + std::to_string(shown.number) + (shown.answered ? "a" : "");
  {
    const ScrolledWords scrolled(view, words, buttons);
    // Round things keep their left edge.
    ImGui::Indent(view.Px(2));
    Words(view, shown);
  }
  Buttons(view, shown);
}

}  // namespace lsm::gui
