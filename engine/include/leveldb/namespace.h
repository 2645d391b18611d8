// `leveldb` is another name for `lsm`, so that a program written for LevelDB 1.23 compiles against
// this engine unchanged. One limit: being an alias, the name cannot be reopened, so that a program
// that declares `namespace leveldb { class DB; }` itself must include the header instead.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_NAMESPACE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_NAMESPACE_H_

namespace lsm {}
namespace leveldb = lsm;

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_NAMESPACE_H_
