// A Get.
#include "gui/inspect/field_writer.h"
#include "gui/layout/text_fit.h"

namespace lsm::gui {

bool DescribeRead(FieldWriter& out, uint64_t id) {
  const auto running = out.state.reads.find(id);
  const trace::ReadState* read = nullptr;
  if (running != out.state.reads.end()) {
    read = &running->second;
  } else if (out.state.last_read && out.state.last_read->id == id) {
    read = &*out.state.last_read;
  }
  if (read == nullptr) return false;
  out.text.title = trace::Grouped(id);
  out.text.what = out.Tr("selection.read");
  out.text.role = Role::kRead;
  out.Add("selection.key", ShowKey(read->key.Prefix()));
  out.Add("selection.snapshot", trace::Grouped(read->snapshot));
  out.Add("selection.probes", trace::Grouped(read->probes.size()));
  if (read->done) out.Add("selection.answer", out.EnumText("answer", read->answer));
  return true;
}

}  // namespace lsm::gui
