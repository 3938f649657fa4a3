import type { Emulator } from "../../emulator";
import { DEFAULT_PROCESSOR } from "../../emulator/model/processor";

/** The ARN of the app instance of the samples. */
export const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/instance-1";

/** The ARN of the channel of the samples. */
export const CHANNEL = `${INSTANCE}/channel/channel-1`;

/** The ARN of a user of the app instance. The first is an administrator. */
export const user = (index: number): string => `${INSTANCE}/user/user-${index}`;

/** The app instance, as input. */
export const instance = { AppInstanceArn: INSTANCE };

/** The channel and its bearer, as input. */
export const channel = { ChannelArn: CHANNEL, ChimeBearer: user(0) };

/** A page, as input. */
export const pages = { MaxResults: 10 };

/** Why a sample has no token of a page. */
export const noToken = { NextToken: "only the emulator can generate one" };

/** Tags, as input. */
export const tags = { Tags: [{ Key: "team", Value: "red" }] };

/** Generates distinct tags. */
export const moreTags = { Tags: (index: number) => ({ Key: `tag-${index}`, Value: "v" }) };

/** Adds an app instance with users, the first of which is an administrator, and a channel without members. */
export function addChannel({ state }: Emulator): void {
  const appInstanceArn = state.addAppInstance({ appInstanceId: "instance-1", name: "Instance" });
  for (let index = 0; index <= 100; index += 1) {
    state.addAppInstanceUser({ appInstanceArn, userId: `user-${index}`, name: `User ${index}` });
  }
  state.addAppInstanceAdmin({ adminArn: user(0) });
  state.addChannel({ appInstanceArn, channelId: "channel-1", name: "Channel" });
}

/** The processor of a channel flow, as input. */
export const processor = { ...DEFAULT_PROCESSOR, FallbackAction: "ABORT" as const };

/** The ARN of the channel flow that {@link addFlow} adds. */
export const FLOW = `${INSTANCE}/channel-flow/flow-1`;

/** The same, with a channel flow. */
export function addFlow(chime: Emulator): void {
  addChannel(chime);
  chime.state.addChannelFlow({ appInstanceArn: INSTANCE, channelFlowId: "flow-1" });
}

/** The same, associated with the channel. */
export function addAssociation(chime: Emulator): void {
  addFlow(chime);
  chime.state.associateChannelFlow({ channelArn: CHANNEL, channelFlowArn: FLOW });
}

/** Generates distinct keys of tags. */
export const moreTagKeys = { TagKeys: (index: number) => (index === 0 ? "team" : `tag-${index}`) };

/** The same, with tags of the app instance and the channel. */
export function addTags(chime: Emulator): void {
  addChannel(chime);
  for (const arn of [INSTANCE, CHANNEL]) chime.state.addTag({ arn, key: "team", value: "red" });
}

/** The ARN of the bot that {@link addBot} adds. */
export const BOT = `${INSTANCE}/bot/bot-1`;

/** The configuration of a bot, as input. */
export const configuration = {
  Configuration: {
    Lex: {
      RespondsTo: "STANDARD_MESSAGES",
      InvokedBy: { StandardMessages: "AUTO", TargetedMessages: "NONE" },
      LexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
      LocaleId: "en_US",
      WelcomeIntent: "Welcome",
    },
  },
};

/** The same, with a bot. */
export function addBot(chime: Emulator): void {
  addChannel(chime);
  chime.state.addAppInstanceBot({ appInstanceArn: INSTANCE, botId: "bot-1" });
}

/** The same as the first, with a moderator and a ban. */
export function addModeratorAndBan(chime: Emulator): void {
  addChannel(chime);
  chime.state.addChannelModerator({ channelArn: CHANNEL, moderatorArn: user(1) });
  chime.state.addChannelBan({ channelArn: CHANNEL, memberArn: user(2) });
}

/** The same as the first, with a member. */
export function addChannelMember(chime: Emulator): void {
  addChannel(chime);
  chime.state.addChannelMember({ channelArn: CHANNEL, memberArn: user(1) });
}
