// A simulated machine: who goes next, what a power cut takes, how far the recovery is.
#include <algorithm>
#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "gui/session/altered_run.h"
#include "gui/session/live_session.h"
#include "sim/disk/survival.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

using trace::Grouped;

// "W3", or the name that the thread was given.
std::string ThreadText(const FrameView& view, uint32_t fiber) {
  const std::vector<trace::ThreadState>& threads = view.state.threads;
  const std::string number = view.Tr("world.fiber", Grouped(fiber));
  if (fiber >= threads.size() || threads[fiber].number != fiber) return number;
  const trace::ThreadState& thread = threads[fiber];
  const std::string name = thread.role == ThreadRole::kClient
                               ? "W" + std::to_string(thread.ordinal)
                               : std::string(view.model.session().tables().texts.Get(thread.name));
  return name + " · " + number;
}

void Candidates(const FrameView& view, const sim::OpenQuestion& question) {
  for (size_t i = 0; i < question.fibers.size(); i++) {
    if (!LinesFit()) break;
    std::string text = ThreadText(view, question.fibers[i]);
    if (i == question.usual) text += " · " + std::string(view.Tr("world.usual"));
    if (i >= question.equals) text += " · " + std::string(view.Tr("world.preempts"));
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::Selectable((text + "###candidate").c_str(), i == question.usual)) {
      view.actions.push_back(AnswerChoice{question.number, question.fibers[i]});
    }
    NotePlace(view, "candidate_" + std::to_string(i + 1));
    ImGui::PopID();
  }
}

void AskWhen(const FrameView& view) {
  const BoxOutline outline(view);
  const auto choice = [&](std::string_view key, const char* id, sim::Asking asking) {
    const std::string label = std::string(view.Tr(key)) + "###" + id;
    if (ImGui::RadioButton(label.c_str(), view.model.ui.world.asking == asking)) {
      view.actions.push_back(SetAsking{asking});
    }
    NotePlace(view, id);
    if (ImGui::IsItemHovered()) Tooltip(view, view.Tr(std::string(key) + ".tip"));
  };
  choice("world.ask.everything", "ask_everything", sim::Asking::kEverything);
  ImGui::SameLine(0, view.Px(10));
  choice("world.ask.equals", "ask_equals", sim::Asking::kEquals);
  ImGui::SameLine(0, view.Px(10));
  choice("world.ask.nothing", "ask_nothing", sim::Asking::kNothing);
}

// The question that waits, or how to get to one.
void WhoGoesNext(const FrameView& view) {
  LiveSession* const live = view.model.session().live();
  const bool forked = live != nullptr && live->desk() != nullptr && live->plan().fork;
  if (Button(view, "fork", "world.fork", "world.fork.tip")) view.actions.push_back(ForkHere{});
  if (!forked) {
    if (LinesFit(2)) WrappedIn(view, Role::kTextSecondary, view.Tr("world.about"));
    return;
  }
  AskWhen(view);
  const std::optional<sim::OpenQuestion> question = live->desk()->question();
  if (!question) {
    FittedIn(view, Role::kTextSecondary, view.Tr("world.no_question"));
    return;
  }
  const std::string_view what = Names(question->what)[static_cast<size_t>(question->what)];
  FittedIn(view, Role::kSelected,
           view.Tr("world.question", Grouped(question->number),
                   view.Tr("world.question." + std::string(what))));
  Candidates(view, *question);
}

void Survivals(const FrameView& view) {
  const std::string& chosen = view.model.ui.world.survives;
  const auto name_of = [&](std::string_view name) {
    return std::string(view.Tr("survival." + std::string(name)));
  };
  ImGui::SetNextItemWidth(view.Px(170));
  if (ImGui::BeginCombo("###survives", name_of(chosen).c_str())) {
    for (const sim::Survival& survival : sim::Survivals()) {
      const std::string label = name_of(survival.name) + "###" + std::string(survival.name);
      if (ImGui::Selectable(label.c_str(), survival.name == chosen)) {
        view.actions.push_back(SetSurvival{std::string(survival.name)});
      }
    }
    ImGui::EndCombo();
  }
  NotePlace(view, "survives");
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("world.survives.tip"));
}

// What else is to go wrong.
void Faults(const FrameView& view) {
  const std::string& chosen = view.model.ui.world.fault;
  const auto name_of = [&](std::string_view name) {
    return std::string(view.Tr("fault." + std::string(name)));
  };
  ImGui::SetNextItemWidth(view.Px(170));
  if (ImGui::BeginCombo("###fault", name_of(chosen).c_str())) {
    for (const FaultPreset& preset : FaultPresets()) {
      const std::string label = name_of(preset.name) + "###" + std::string(preset.name);
      if (ImGui::Selectable(label.c_str(), preset.name == chosen)) {
        view.actions.push_back(SetFault{std::string(preset.name)});
      }
    }
    ImGui::EndCombo();
  }
  NotePlace(view, "fault");
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("world.fault.tip"));
  ImGui::SameLine(0, view.Px(8));
  if (Button(view, "inject", "world.inject", "world.inject.tip")) {
    view.actions.push_back(InjectFault{});
  }
}

// What the last power cut took.
void Lost(const FrameView& view, const trace::PowerCutState& cut) {
  if (!LinesFit(2)) return;
  const std::string name(view.model.session().tables().texts.Get(cut.survives));
  FittedIn(view, Role::kStall, view.Tr("world.cut", Grouped(cut.at), view.Tr("survival." + name)));
  FittedIn(view, Role::kText,
           view.Tr("world.cut.files", Grouped(cut.files_after), Grouped(cut.files_before),
                   trace::ReadableBytes(cut.bytes_after), trace::ReadableBytes(cut.bytes_before)));
  if (!LinesFit()) return;
  if (!cut.recovered) {
    FittedIn(view, Role::kTextSecondary, view.Tr("world.cut.before", Grouped(cut.last_sequence)));
    return;
  }
  const uint64_t lost = cut.last_sequence - std::min(cut.last_sequence, *cut.recovered);
  FittedIn(view, lost == 0 ? Role::kText : Role::kStall,
           view.Tr("world.cut.lost", Grouped(*cut.recovered), Grouped(cut.last_sequence),
                   Grouped(lost)));
}

void Recovery(const FrameView& view, const trace::RecoveryState& recovery) {
  if (!LinesFit()) return;
  FittedIn(view, Role::kSelected,
           view.Tr("world.recovery", Grouped(recovery.records), Grouped(recovery.entries),
                   Grouped(recovery.last_sequence)));
}

void Power(const FrameView& view) {
  Survivals(view);
  ImGui::SameLine(0, view.Px(8));
  if (Button(view, "cut_power", "world.cut_here", "world.cut_here.tip")) {
    view.actions.push_back(CutPowerHere{});
  }
  if (view.state.power_cut) Lost(view, *view.state.power_cut);
  if (view.state.recovery) Recovery(view, *view.state.recovery);
}

}  // namespace

void WorldTab(const FrameView& view) {
  if (!CanBeAltered(view.model.session())) {
    WrappedIn(view, Role::kTextSecondary, view.Tr("world.not_simulated"));
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {view.Px(6), view.Px(2)});
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  const std::string& error = view.model.ui.world.error;
  if (!error.empty()) WrappedIn(view, Role::kStall, error);
  Power(view);
  Faults(view);
  WhoGoesNext(view);
  ImGui::PopFont();
  ImGui::PopStyleVar();
}

}  // namespace lsm::gui
