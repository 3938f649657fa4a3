#!/usr/bin/env node
import { runCli } from "./cli";
import { endWithReader } from "./output";

endWithReader();
void runCli(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
