/**
 * A stand-in for Pulumi's language host of Go programs, which cannot be built from the Go module proxy: it starts the program
 * in its folder with the environment that Pulumi's Go SDK reads (`sdk/go/pulumi/run.go` in pulumi/pulumi). It does nothing else.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";

import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { GetRequiredPluginsResponse, RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";

import { answering } from "../../provider/native/answering";

const engine = process.argv.at(-1) ?? "";

/** The methods that the engine needs. The others are unimplemented, as in older hosts. */
const service: grpc.UntypedServiceImplementation = {
  getPluginInfo: answering(() => new PluginInfo().setVersion("0.0.0")),
  getRequiredPlugins: answering(() => new GetRequiredPluginsResponse()),
  run: answering(run),
};

async function run(request: RunRequest): Promise<RunResponse> {
  const program = spawn("go", ["run", "."], {
    cwd: request.getPwd(),
    env: { ...process.env, ...environmentOf(request) },
    // The port is all that the engine wants on stdout.
    stdio: ["ignore", process.stderr, process.stderr],
  });
  const [code] = (await once(program, "close")) as [number | null];
  const reply = new RunResponse();
  return code === 0 ? reply : reply.setError(`the program ended with ${code ?? "a signal"}`);
}

function environmentOf(request: RunRequest): NodeJS.ProcessEnv {
  return {
    PULUMI_ENGINE: engine,
    PULUMI_MONITOR: request.getMonitorAddress(),
    PULUMI_PROJECT: request.getProject(),
    PULUMI_STACK: request.getStack(),
    PULUMI_ORGANIZATION: request.getOrganization(),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_DRY_RUN: String(request.getDryrun()),
    PULUMI_PARALLEL: String(request.getParallel()),
  };
}

const server = new grpc.Server();
server.addService(LanguageRuntimeService, service);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
