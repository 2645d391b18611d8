#include "gui/inspect/inspection.h"

#include <utility>

#include "gui/inspect/thing_events.h"
#include "gui/session/cause_chain.h"

namespace lsm::gui {
namespace {

constexpr size_t kCauses = 3;
constexpr size_t kEffects = 6;

Key ShownThing(const AppModel& model) {
  if (model.ui.selected) return model.ui.selected.Whole();
  if (model.ui.position == 0) return {};
  const Session& session = model.session();
  return SubjectOf(session.EventAt(model.ui.position), session.tables());
}

// As it was before the latest event about it that still found it there.
void DescribeGone(Session& session, const Strings& strings, uint64_t position, Inspection* out) {
  const Key& key = out->key;
  const uint64_t last = LastNaming(session, position, key);
  if (last == 0) {
    out->comes_at = FirstNaming(session, position, key);
    return;
  }
  out->gone_since = last;
  constexpr int kTries = 4;
  uint64_t at = last;
  for (int i = 0; i < kTries && at > session.first(); i++) {
    const uint64_t before = at - 1;
    out->text = DescribeSelection(session.StateAt(before), session.tables(), strings, key);
    if (out->text) {
      out->as_of = before;
      return;
    }
    at = LastNaming(session, before, key);
    if (at == 0) return;
  }
}

// When the thing came to be, if the State knows; 0: it does not.
uint64_t KnownBirth(const trace::State& state, const Key& key) {
  switch (key.thing) {
    case Thing::kWriter: {
      const trace::WriterState* writer = trace::FindWriter(state, key.number);
      return writer == nullptr ? 0 : writer->enqueued;
    }
    case Thing::kFile: {
      const trace::FileNode file = trace::FindFile(state, key.number);
      return file == nullptr ? 0 : file->added;
    }
    case Thing::kRecord:
      return key.number;
    case Thing::kStall:
      return state.stall && state.stall->id == key.number ? state.stall->begun : 0;
    default:
      return 0;
  }
}

void TellLife(Session& session, uint64_t position, Inspection* out) {
  const Key& key = out->key;
  // A level is always there.
  if (key.thing == Thing::kLevel || position == 0) return;
  uint64_t birth = KnownBirth(session.StateAt(out->as_of != 0 ? out->as_of : position), key);
  if (birth < session.first() || birth > session.size()) {
    birth = BirthOf(session, position, key);
    if (birth == 0 || birth > position) return;
  }
  out->came_from.push_back(birth);
  for (const uint64_t cause : CauseChain(session, birth, kCauses)) out->came_from.push_back(cause);
  out->caused = EffectsOfThing(session, birth, key, kEffects);
}

Inspection Look(const AppModel& model) {
  Inspection out;
  out.key = ShownThing(model);
  if (!out.key) return out;
  Session& session = model.session();
  const Strings& strings = model.strings();
  const uint64_t position = model.ui.position;
  out.name = NameOf(session.StateAt(position), out.key);
  out.text = DescribeSelection(session.StateAt(position), session.tables(), strings, out.key);
  if (!out.text) DescribeGone(session, strings, position, &out);
  TellLife(session, position, &out);
  return out;
}

}  // namespace

const Inspection& Inspector::Inspect(const AppModel& model) {
  Asked asked{model.session_number(), model.ui.position, model.session().size(), model.ui.selected,
              model.ui.language};
  // What is still to come changes nothing that is shown, but for a thing's effects.
  if (model.ui.playing) asked.size = 0;
  if (asked_ != asked) inspection_ = Look(model);
  asked_ = asked;
  return inspection_;
}

}  // namespace lsm::gui
