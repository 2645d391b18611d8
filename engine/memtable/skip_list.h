// SkipList: a sorted set with any number of readers that take no lock (Pugh, "Skip lists: a
// probabilistic alternative to balanced trees", 1990), and with one writer, or many that link their
// nodes by compare-and-swap.
//
// Every node stands in a list at level 0; about one in four of the nodes of a level stands in the
// level above, too. A search runs along the highest list and goes down where it would overshoot.
//
// Who may call: Insert needs the caller's lock. InsertConcurrently needs that nobody is in Insert.
// Reading needs nothing, as long as the list exists.
//
// Invariants:
// 1. A node is never removed, and its memory lives as long as the arena.
// 2. A node's key never changes after it is linked; of a linked node only the links change.
// 3. Level 0 holds all nodes in the order of the comparator; each level's nodes are also in the
//    level below.
// 4. A link is stored with release and loaded with acquire, after what it leads to is complete:
//    whoever finds a node sees its key and its links.
// 5. A node is linked from level 0 upwards, so that a reader which finds it on a high level finds
//    it on all lower ones.
#ifndef LSMSCOPE_ENGINE_MEMTABLE_SKIP_LIST_H_
#define LSMSCOPE_ENGINE_MEMTABLE_SKIP_LIST_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include "engine/base/arena.h"
#include "engine/base/atomic.h"
#include "engine/base/random.h"

namespace lsm {

// `Compare` is callable as compare(a, b) and returns < 0, 0 or > 0.
template <class Key, class Compare>
class SkipList {
 private:
  struct Node;

 public:
  // Nodes are allocated in `arena`, which is not owned and must outlive the list.
  SkipList(Compare compare, Arena* arena);
  SkipList(const SkipList&) = delete;
  SkipList& operator=(const SkipList&) = delete;

  // False, and nothing is inserted, if an equal key is in the list. REQUIRES: no other Insert runs.
  [[nodiscard]] bool Insert(const Key& key);

  // The same, by many threads at once. (A node that loses to an equal key stays in the arena.)
  [[nodiscard]] bool InsertConcurrently(const Key& key);

  bool Contains(const Key& key) const;

  // A position in the list. Inserts that happen meanwhile may or may not be seen. Like an integer,
  // it may be copied; unlike the list, one iterator is used by one thread at a time.
  class Iterator {
   public:
    // Stands nowhere until a Seek. `list` is not owned.
    explicit Iterator(const SkipList* list) : list_(list) {}

    bool Valid() const { return node_ != nullptr; }
    // REQUIRES: Valid(), as for Next and Prev.
    const Key& key() const { return node_->key; }
    void Next() { node_ = node_->Next(0); }
    // Searches from the top: nodes have no backward links.
    void Prev() { node_ = list_->BeforeOrNull(node_->key); }
    // To the first key that is `target` or comes after it.
    void Seek(const Key& target) { node_ = list_->FindAtOrAfter(target, nullptr); }
    void SeekToFirst() { node_ = list_->head_->Next(0); }
    void SeekToLast() { node_ = list_->LastOrNull(); }

   private:
    const SkipList* list_;
    Node* node_ = nullptr;
  };

 private:
  static constexpr int kMaxHeight = 12;  // enough for 4^12 = 16 million entries
  static constexpr uint32_t kBranching = 4;

  // Links and keys take eight bytes each on every machine: their sum decides when a memtable is
  // full, which must not depend on the machine.
  struct alignas(8) PaddedLink {
    Atomic<Node*> to{nullptr};
  };

  struct Node {
    explicit Node(const Key& k) : key(k) {}

    Node* Next(int level) const { return links()[level].to.load(std::memory_order_acquire); }
    void SetNext(int level, Node* node) {
      links()[level].to.store(node, std::memory_order_release);
    }
    // Links `node` if the link still leads to `expected`.
    bool CasNext(int level, Node* expected, Node* node) {
      return links()[level].to.compare_exchange_strong(expected, node, std::memory_order_acq_rel);
    }
    // For a link that no reader can reach yet.
    void SetNextUnpublished(int level, Node* node) { links()[level].to.StoreUnpublished(node); }

    alignas(8) const Key key;

   private:
    friend class SkipList;
    // The links stand behind the node, as many as it is high.
    const PaddedLink* links() const {
      return std::launder(reinterpret_cast<const PaddedLink*>(this + 1));
    }
    PaddedLink* links() { return std::launder(reinterpret_cast<PaddedLink*>(this + 1)); }
  };
  static_assert(std::is_trivially_destructible_v<Key>, "an arena runs no destructors");

  static size_t NodeBytes(int height) {
    return sizeof(Node) + sizeof(PaddedLink) * static_cast<size_t>(height);
  }
  Node* NewNode(const Key& key, int height) {
    return MakeNode(arena_->AllocateAligned(NodeBytes(height)), key, height);
  }
  static Node* MakeNode(char* memory, const Key& key, int height);
  int RandomHeight();
  int RandomHeightConcurrently();
  int height() const { return height_.load(std::memory_order_relaxed); }

  // The first node at or after `key`, or null. Fills before[level], if not null, with the node
  // behind which `key` belongs at each level of the list.
  Node* FindAtOrAfter(const Key& key, Node** before) const;
  // The last node before `key`, or null.
  Node* BeforeOrNull(const Key& key) const;
  Node* LastOrNull() const;
  // The neighbours between which `key` belongs on a level. `before` comes before it, and stands on
  // that level.
  struct Gap {
    Node* before = nullptr;
    Node* after = nullptr;  // null: nothing follows
  };
  Gap FindGap(const Key& key, Node* before, int level) const;

  const Compare compare_;
  Arena* const arena_;
  Node* const head_;  // before all keys; its own key is never looked at

  // Written by Insert only. A reader that sees an old value searches fewer levels or finds null
  // links on new ones: both are right, hence relaxed.
  Atomic<int> height_{1};

  Random random_{0xdeadbeef};  // Insert only; the same for every list: worlds are deterministic
  std::atomic<uint32_t> concurrent_inserts_{0};  // what the others draw their heights from
};

template <class Key, class Compare>
SkipList<Key, Compare>::SkipList(Compare compare, Arena* arena)
    : compare_(compare), arena_(arena), head_(NewNode(Key(), kMaxHeight)) {}

template <class Key, class Compare>
auto SkipList<Key, Compare>::MakeNode(char* memory, const Key& key, int height) -> Node* {
  Node* const node = new (memory) Node(key);
  for (int level = 0; level < height; level++) {
    new (memory + sizeof(Node) + sizeof(PaddedLink) * static_cast<size_t>(level)) PaddedLink;
  }
  return node;
}

template <class Key, class Compare>
int SkipList<Key, Compare>::RandomHeight() {
  int height = 1;
  while (height < kMaxHeight && random_.OneIn(kBranching)) height++;
  return height;
}

template <class Key, class Compare>
int SkipList<Key, Compare>::RandomHeightConcurrently() {
  // A generator that many share would have to be locked; a number that is drawn once will do.
  Random random(concurrent_inserts_.fetch_add(1, std::memory_order_relaxed));
  int height = 1;
  while (height < kMaxHeight && random.OneIn(kBranching)) height++;
  return height;
}

template <class Key, class Compare>
auto SkipList<Key, Compare>::FindGap(const Key& key, Node* before, int level) const -> Gap {
  while (true) {
    Node* const next = before->Next(level);
    if (next == nullptr || compare_(next->key, key) >= 0) return {before, next};
    before = next;
  }
}

template <class Key, class Compare>
auto SkipList<Key, Compare>::FindAtOrAfter(const Key& key, Node** before) const -> Node* {
  Node* node = head_;
  for (int level = height() - 1;; level--) {
    Node* next = node->Next(level);
    while (next != nullptr && compare_(next->key, key) < 0) {
      node = next;
      next = node->Next(level);
    }
    if (before != nullptr) before[level] = node;
    if (level == 0) return next;
  }
}

template <class Key, class Compare>
auto SkipList<Key, Compare>::BeforeOrNull(const Key& key) const -> Node* {
  Node* node = head_;
  for (int level = height() - 1; level >= 0; level--) {
    for (Node* next = node->Next(level); next != nullptr && compare_(next->key, key) < 0;
         next = node->Next(level)) {
      node = next;
    }
  }
  return node == head_ ? nullptr : node;
}

template <class Key, class Compare>
auto SkipList<Key, Compare>::LastOrNull() const -> Node* {
  Node* node = head_;
  for (int level = height() - 1; level >= 0; level--) {
    for (Node* next = node->Next(level); next != nullptr; next = node->Next(level)) node = next;
  }
  return node == head_ ? nullptr : node;
}

template <class Key, class Compare>
bool SkipList<Key, Compare>::Insert(const Key& key) {
  Node* before[kMaxHeight];
  Node* const after = FindAtOrAfter(key, before);
  if (after != nullptr && compare_(key, after->key) == 0) return false;

  const int node_height = RandomHeight();
  if (node_height > height()) {
    for (int level = height(); level < node_height; level++) before[level] = head_;
    height_.store(node_height, std::memory_order_relaxed);
  }

  Node* const node = NewNode(key, node_height);
  for (int level = 0; level < node_height; level++) {
    node->SetNextUnpublished(level, before[level]->Next(level));
    before[level]->SetNext(level, node);  // from here on readers find the node on this level
  }
  return true;
}

template <class Key, class Compare>
bool SkipList<Key, Compare>::InsertConcurrently(const Key& key) {
  const int node_height = RandomHeightConcurrently();
  Node* const node =
      MakeNode(arena_->AllocateAlignedConcurrently(NodeBytes(node_height)), key, node_height);
  int highest = height();
  while (node_height > highest &&
         !height_.compare_exchange_strong(highest, node_height, std::memory_order_relaxed)) {
  }

  Gap gaps[kMaxHeight];
  Node* from = head_;
  for (int level = std::max(highest, node_height) - 1; level >= 0; level--) {
    gaps[level] = FindGap(key, from, level);
    from = gaps[level].before;
  }
  for (int level = 0; level < node_height; level++) {
    while (true) {
      Gap& gap = gaps[level];
      if (level == 0 && gap.after != nullptr && compare_(key, gap.after->key) == 0) return false;
      node->SetNextUnpublished(level, gap.after);
      if (gap.before->CasNext(level, gap.after, node)) break;
      gap = FindGap(key, gap.before, level);  // somebody came between
    }
  }
  return true;
}

template <class Key, class Compare>
bool SkipList<Key, Compare>::Contains(const Key& key) const {
  const Node* const node = FindAtOrAfter(key, nullptr);
  return node != nullptr && compare_(key, node->key) == 0;
}

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_MEMTABLE_SKIP_LIST_H_
