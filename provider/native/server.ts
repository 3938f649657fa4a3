#!/usr/bin/env node
/** The native plugin: `pulumi-resource-chime ENGINE-ADDRESS`. Prints its port when it can be called. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { cancelDeployment } from "../aws/call/cancellation";
import { joinDeployment } from "../plugin/joinDeployment";
import { pulumiGrpc } from "../plugin/pulumiGrpc";
import { resourceProviders, sessionOf } from "../plugin/resourceProviders";
import { engineStdin } from "../plugin/shutdown";
import { providerService } from "./providerService";
import type { PulumiSchema } from "./pulumiSchema";

/** The least size of a message that Pulumi's own plugins accept: a roster may be large. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/**
 * How long no check or look-up must have come before somebody is removed, in milliseconds. A program declares all resources whose inputs it knows
 * at once, or after a look-up, and the plugin learns of each in its check: one of them may declare the member.
 */
const QUIET_MS = 1_000;

const { log, ownership } = joinDeployment(QUIET_MS);
const session = sessionOf(log);
const hooks = resourceProviders(log, ownership, session);
const schema = JSON.parse(readFileSync(join(__dirname, "schema.json"), "utf8")) as PulumiSchema;
const grpc = pulumiGrpc();
const server = new grpc.Server({
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
});
server.addService(ResourceProviderService, providerService({ hooks, ownership, session, schema }));
// The engine sends no signal when it is killed.
engineStdin()?.once("close", () => {
  cancelDeployment();
  server.tryShutdown(() => process.exit());
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // The engine reads the port from the first line.
  console.log(port);
});
