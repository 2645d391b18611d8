#include "engine/table/merging_iterator.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/table/two_level_iterator.h"
#include "lsm/comparator.h"

namespace lsm {
namespace {

using MergedModel = std::map<std::string, std::string>;

// An iterator over a map. It counts those that exist.
class MapIterator final : public Iterator {
 public:
  explicit MapIterator(MergedModel model, Status status = Status::OK())
      : model_(std::move(model)), at_(model_.end()), status_(status) {}

  bool Valid() const override { return at_ != model_.end(); }
  void SeekToFirst() override { at_ = model_.begin(); }
  void SeekToLast() override { at_ = model_.empty() ? model_.end() : std::prev(model_.end()); }
  void Seek(const Slice& target) override { at_ = model_.lower_bound(target.ToString()); }
  void Next() override { ++at_; }
  void Prev() override { at_ = at_ == model_.begin() ? model_.end() : std::prev(at_); }
  Slice key() const override { return at_->first; }
  Slice value() const override { return at_->second; }
  Status status() const override { return status_; }

 private:
  const MergedModel model_;
  MergedModel::const_iterator at_;
  const Status status_;
};

// Walks both at random: after every step they must stand at the same place.
void ExpectSameWalk(Iterator* actual, const MergedModel& model, uint64_t seed) {
  MapIterator expected(model);
  Random random(seed);
  std::string steps;
  for (int i = 0; i < 2000; i++) {
    switch (random.Uniform(expected.Valid() ? 8 : 3)) {
      case 0: {
        const std::string target = std::to_string(random.Uniform(1000));
        expected.Seek(target);
        actual->Seek(target);
        steps = "Seek " + target;
        break;
      }
      case 1:
        expected.SeekToFirst();
        actual->SeekToFirst();
        steps = "SeekToFirst";
        break;
      case 2:
        expected.SeekToLast();
        actual->SeekToLast();
        steps = "SeekToLast";
        break;
      case 3:
      case 4:
      case 5:
        expected.Next();
        actual->Next();
        steps += ", Next";
        break;
      default:
        expected.Prev();
        actual->Prev();
        steps += ", Prev";
        break;
    }
    ASSERT_EQ(actual->Valid(), expected.Valid()) << steps;
    if (!expected.Valid()) continue;
    ASSERT_EQ(actual->key().ToString(), expected.key().ToString()) << steps;
    ASSERT_EQ(actual->value().ToString(), expected.value().ToString()) << steps;
  }
}

TEST(MergingIterator, IsTheUnionInEveryDirection) {
  for (uint64_t seed = 0; seed < 40; seed++) {
    Random random(seed);
    const uint32_t n = 1 + random.Uniform(6);
    std::vector<MergedModel> parts(n);
    MergedModel whole;
    for (int i = 0; i < 60; i++) {
      const std::string key = std::to_string(random.Uniform(1000));
      if (!whole.emplace(key, "value of " + key).second) continue;
      parts[random.Uniform(n)][key] = whole[key];
    }
    std::vector<Iterator*> children;
    for (const MergedModel& part : parts) children.push_back(new MapIterator(part));
    const std::unique_ptr<Iterator> merged(
        NewMergingIterator(BytewiseComparator(), children.data(), static_cast<int>(n)));
    ExpectSameWalk(merged.get(), whole, seed + 1000);
  }
}

TEST(MergingIterator, OfNothingIsEmptyAndErrorsOfChildrenShow) {
  const std::unique_ptr<Iterator> nothing(NewMergingIterator(BytewiseComparator(), nullptr, 0));
  nothing->SeekToFirst();
  EXPECT_FALSE(nothing->Valid());
  EXPECT_TRUE(nothing->status().ok());

  Iterator* children[] = {new MapIterator(MergedModel{{"a", "1"}}),
                          NewErrorIterator(Status::Corruption("lost"))};
  const std::unique_ptr<Iterator> merged(NewMergingIterator(BytewiseComparator(), children, 2));
  merged->SeekToFirst();
  EXPECT_TRUE(merged->Valid());
  EXPECT_TRUE(merged->status().IsCorruption());
}

// Blocks are maps, by the number in the index's value.
Iterator* OpenPart(void* arg, const ReadOptions&, const Slice& index_value) {
  const auto& parts = *static_cast<std::vector<MergedModel>*>(arg);
  const std::string number = index_value.ToString();
  if (number == "damaged") return NewErrorIterator(Status::Corruption("damaged part"));
  return new MapIterator(parts[static_cast<size_t>(std::stoi(number))]);
}

TEST(TwoLevelIterator, IsTheConcatenationInEveryDirection) {
  for (uint64_t seed = 0; seed < 40; seed++) {
    Random random(seed);
    MergedModel whole;
    for (int i = 0; i < 40; i++) {
      const std::string key = std::to_string(random.Uniform(1000));
      whole[key] = "value of " + key;
    }
    std::vector<MergedModel> parts(1);
    MergedModel index;
    for (const auto& [key, value] : whole) {
      parts.back()[key] = value;
      while (random.OneIn(3)) {  // several: empty parts in between
        index[key + std::string(index.contains(key) ? parts.size() : 0, '!')] =
            std::to_string(parts.size() - 1);
        parts.emplace_back();
      }
    }
    index["~"] = std::to_string(parts.size() - 1);
    const std::unique_ptr<Iterator> both(
        NewTwoLevelIterator(new MapIterator(index), &OpenPart, &parts, ReadOptions()));
    ExpectSameWalk(both.get(), whole, seed + 1000);
  }
}

TEST(TwoLevelIterator, RemembersTheErrorOfABlockThatWasPassed) {
  std::vector<MergedModel> parts = {{{"a", "1"}}, {{"z", "2"}}};
  const std::unique_ptr<Iterator> both(
      NewTwoLevelIterator(new MapIterator(MergedModel{{"b", "0"}, {"m", "damaged"}, {"zz", "1"}}),
                          &OpenPart, &parts, ReadOptions()));
  both->SeekToFirst();
  EXPECT_TRUE(both->status().ok());
  both->Next();
  ASSERT_TRUE(both->Valid());
  EXPECT_EQ(both->key().ToString(), "z");
  EXPECT_EQ(both->status().ToString(), "Corruption: damaged part");
}

TEST(Iterator, CallsItsCleanupsInOrderWhenItIsDestroyed) {
  std::string calls;
  Iterator* const iterator = NewEmptyIterator();
  static const char* const kNames[] = {"a", "b", "c"};
  for (const char* const name : kNames) {
    iterator->RegisterCleanup(
        [](void* text, void* what) {
          *static_cast<std::string*>(text) += static_cast<const char*>(what);
        },
        &calls, const_cast<char*>(name));
  }
  EXPECT_EQ(calls, "");
  delete iterator;
  EXPECT_EQ(calls, "abc");
}

}  // namespace
}  // namespace lsm
