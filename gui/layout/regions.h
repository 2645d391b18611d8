// The stage's regions, one .cc each. Each puts its items into the scene, within its rectangle.
#ifndef LSMSCOPE_GUI_LAYOUT_REGIONS_H_
#define LSMSCOPE_GUI_LAYOUT_REGIONS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "gui/layout/scene_builder.h"

namespace lsm::gui {

// Numbers of Thing::kRegion.
enum class Region : uint64_t {
  kStage,
  kMemory,
  kQueue,
  kMemTables,
  kWal,
  kDisk,
  kReads,
  kJobs,
  kStallPanel,
};
constexpr Key RegionKey(Region region, uint16_t part) {
  return {Thing::kRegion, part, static_cast<uint64_t>(region)};
}

// Parts of a token that several regions know.
inline constexpr uint16_t kBatchTextPart = 1;

// Whether the trace has this family.
inline bool Recorded(const SceneBuilder& out, Family family) {
  return (out.input.families & Bit(family)) != 0;
}

// The writers' tokens, the group's bracket and why it was closed, a sentence on who leads.
void LayoutQueue(SceneBuilder& out, const Rect& rect);

// Width that LayoutMemTables would like, at most `available`.
float MemTablesWidth(const SceneBuilder& out, float available);
// The active memtable and the immutable ones, or why there is none.
void LayoutMemTables(SceneBuilder& out, const Rect& rect);

// The log's bytes by where they are, and what a power cut would lose.
void LayoutWal(SceneBuilder& out, const Rect& bar, const Rect& notes);

// The merged batch of the current group on its way, where its phase has it: under the queue (only
// in the call by the queue), in the WAL, or in the memtable.
enum class BatchPlace : uint8_t { kNone, kQueue, kWal, kMemTable };
BatchPlace WhereIsBatch(const trace::State& state);
void PutBatch(SceneBuilder& out, const Rect& rect);

// A row per level, files by key range.
void LayoutLevels(SceneBuilder& out, const Rect& rect);
// The Get that is shown, in words: that of the typed key, or the latest one.
void LayoutReadLine(SceneBuilder& out, const Rect& rect);
// The key of the Get that is shown on the places that it asks, as much of it as is known. Nothing
// while other things happen.
std::optional<std::string> ShownReadKey(const SceneBuilder& out);
// On these places, which have been laid out: what each of them answered. `levels` is where the
// files are, `key_x` where the key is on their axis.
void PutFileProbes(SceneBuilder& out, const Rect& levels, float key_x);
void PutMemTableProbes(SceneBuilder& out);

// Flushes and compactions that run.
void LayoutJobs(SceneBuilder& out, const Rect& rect);

// One line that says who is held back and by which value against which threshold. Nothing while
// there is no stall.
void LayoutStallBanner(SceneBuilder& out, const Rect& rect);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_REGIONS_H_
