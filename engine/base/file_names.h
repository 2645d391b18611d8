// File names: what a database's directory holds, under LevelDB's names.
#ifndef LSMSCOPE_ENGINE_BASE_FILE_NAMES_H_
#define LSMSCOPE_ENGINE_BASE_FILE_NAMES_H_

#include <cstdint>
#include <string>

namespace lsm {

// The numbers appear in the info log ("Delete type=2 #7").
enum FileType {
  kLogFile = 0,
  kDBLockFile = 1,
  kTableFile = 2,
  kDescriptorFile = 3,  // a MANIFEST
  kCurrentFile = 4,
  kTempFile = 5,
  kInfoLogFile = 6,  // also the one of the run before
};

// Paths, with the directory `dbname` in front. Numbers have at least six digits.
// REQUIRES: number > 0.
std::string LogFileName(const std::string& dbname, uint64_t number);         // 000003.log
std::string TableFileName(const std::string& dbname, uint64_t number);       // 000005.ldb
std::string SSTTableFileName(const std::string& dbname, uint64_t number);    // 000005.sst, older
std::string DescriptorFileName(const std::string& dbname, uint64_t number);  // MANIFEST-000002
std::string DescriptorName(uint64_t number);                                 // without the path
std::string TempFileName(const std::string& dbname, uint64_t number);        // 000007.dbtmp
std::string CurrentFileName(const std::string& dbname);
std::string LockFileName(const std::string& dbname);
std::string InfoLogFileName(const std::string& dbname);
std::string OldInfoLogFileName(const std::string& dbname);

// The directory that a directory stands in: "/a" for "/a/b" and "/a/b/", "." for "b".
std::string ParentDirectory(const std::string& directory);

// What a name in a database's directory means. False if it is none of ours. *number is 0 for
// files without one.
[[nodiscard]] bool ParseFileName(const std::string& filename, uint64_t* number, FileType* type);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_FILE_NAMES_H_
