import type { AppInstance, ChannelFlow } from "../../store/appInstance";
import { findAppInstance } from "../findAppInstance";
import { missingResource } from "../missingResource";
import type { Context } from "../operation";

/**
 * A channel flow and its app instance.
 *
 * @throws ForbiddenException, or NotFoundException according to the rules
 */
export function findChannelFlow(context: Context, arn: string): { instance: AppInstance; flow: ChannelFlow } {
  const instance = findAppInstance(context, arn);
  const flow = instance.channelFlows.get(arn);
  if (flow === undefined) throw missingResource(context.rules, "channel flow", "no NotFound");
  return { instance, flow };
}

/** The channels that a channel flow is associated with. */
export function channelsWith(instance: AppInstance, flowArn: string) {
  return [...instance.channels.values()].filter((channel) => channel.flowArn === flowArn);
}
