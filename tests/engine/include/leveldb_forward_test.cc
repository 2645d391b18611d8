// A program that declares classes of LevelDB's before it includes their headers, as
// engine/README.md says: it need only compile.
#include <gtest/gtest.h>

#include "leveldb/namespace.h"

namespace lsm {
class DB;
class Env;
struct Options;
}  // namespace lsm

namespace {

struct Server {
  leveldb::DB* db = nullptr;
  leveldb::Env* env = nullptr;
};
leveldb::DB* OpenedIn(Server* server, const leveldb::Options& options);

}  // namespace

#include <memory>

#include "leveldb/db.h"
#include "leveldb/env.h"
#include "leveldb/helpers/memenv.h"
#include "leveldb/options.h"

namespace {

leveldb::DB* OpenedIn(Server* server, const leveldb::Options& options) {
  server->env = options.env;
  EXPECT_TRUE(leveldb::DB::Open(options, "/db", &server->db).ok());
  return server->db;
}

TEST(LevelDBForward, ClassesDeclaredInOurNamespaceAreLevelDBs) {
  const std::unique_ptr<leveldb::Env> env(leveldb::NewMemEnv(leveldb::Env::Default()));
  leveldb::Options options;
  options.env = env.get();
  options.create_if_missing = true;
  Server server;
  const std::unique_ptr<leveldb::DB> db(OpenedIn(&server, options));
  EXPECT_EQ(server.env, env.get());
  ASSERT_NE(db, nullptr);
}

}  // namespace
