// File names: what a database's directory holds, under LevelDB's names.
#ifndef LSMSCOPE_ENGINE_DB_FILE_NAMES_H_
#define LSMSCOPE_ENGINE_DB_FILE_NAMES_H_

#include <cstdint>
#include <string>

#include "lsm/status.h"

namespace lsm {

class Env;

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
std::string TempFileName(const std::string& dbname, uint64_t number);        // 000007.dbtmp
std::string CurrentFileName(const std::string& dbname);
std::string LockFileName(const std::string& dbname);
std::string InfoLogFileName(const std::string& dbname);
std::string OldInfoLogFileName(const std::string& dbname);

// What a name in a database's directory means. False if it is none of ours. *number is 0 for
// files without one.
[[nodiscard]] bool ParseFileName(const std::string& filename, uint64_t* number, FileType* type);

// Lets CURRENT name the MANIFEST of this number: a durable temporary file is renamed over it, and
// the directory is made durable, so that after a crash CURRENT names the old MANIFEST or the new.
[[nodiscard]] Status SetCurrentFile(Env* env, const std::string& dbname,
                                    uint64_t descriptor_number);

// The number of the MANIFEST that CURRENT names. Corruption unless CURRENT is exactly one line
// with the name of a MANIFEST: nothing else may lead to a path. Other errors are the Env's.
[[nodiscard]] Status ReadCurrentFile(Env* env, const std::string& dbname,
                                     uint64_t* descriptor_number);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_FILE_NAMES_H_
