import type { Sample } from "./sample";
import {
  addChannel,
  addChannelMember,
  addModeratorAndBan,
  addTags,
  CHANNEL,
  moreTagKeys,
  channel,
  instance,
  moreTags,
  noToken,
  pages,
  tags,
  user,
} from "./sampleWorld";

const noSubChannel = { SubChannelId: "the emulator has no elastic channels" };

/** A sample of every operation of messaging. */
export const MESSAGING_SAMPLES: Readonly<Record<string, Sample>> = {
  BatchCreateChannelMembership: {
    prepare: addChannel,
    input: { ...channel, Type: "DEFAULT", MemberArns: [user(1)] },
    items: { MemberArns: user },
    without: noSubChannel,
    writes: true,
  },
  CreateChannel: {
    prepare: addChannel,
    input: {
      ...instance,
      Name: "New channel",
      Mode: "RESTRICTED",
      Privacy: "PRIVATE",
      Metadata: "{}",
      ClientRequestToken: "token-1",
      ...tags,
      ChimeBearer: user(0),
      ChannelId: "new-channel",
      MemberArns: [user(1)],
      ModeratorArns: [user(2)],
      ExpirationSettings: { ExpirationDays: 30, ExpirationCriterion: "CREATED_TIMESTAMP" },
    },
    items: { ...moreTags, MemberArns: user, ModeratorArns: user },
    without: { ElasticChannelConfiguration: "the emulator has no elastic channels" },
    writes: true,
  },
  CreateChannelBan: { prepare: addChannelMember, input: { ...channel, MemberArn: user(1) }, writes: true },
  CreateChannelMembership: {
    prepare: addChannel,
    input: { ...channel, MemberArn: user(1), Type: "DEFAULT" },
    without: noSubChannel,
    writes: true,
  },
  CreateChannelModerator: {
    prepare: addChannel,
    input: { ...channel, ChannelModeratorArn: user(1) },
    writes: true,
  },
  DeleteChannel: { prepare: addChannel, input: channel, writes: true },
  DeleteChannelBan: { prepare: addModeratorAndBan, input: { ...channel, MemberArn: user(2) }, writes: true },
  DeleteChannelMembership: {
    prepare: addChannelMember,
    input: { ...channel, MemberArn: user(1) },
    without: noSubChannel,
    writes: true,
  },
  DeleteChannelModerator: {
    prepare: addModeratorAndBan,
    input: { ...channel, ChannelModeratorArn: user(1) },
    writes: true,
  },
  DescribeChannel: { prepare: addChannel, input: channel, writes: false },
  DescribeChannelBan: {
    prepare: addModeratorAndBan,
    input: { ...channel, MemberArn: user(2) },
    writes: false,
  },
  DescribeChannelMembership: {
    prepare: addChannelMember,
    input: { ...channel, MemberArn: user(1) },
    without: noSubChannel,
    writes: false,
  },
  DescribeChannelMembershipForAppInstanceUser: {
    prepare: addChannelMember,
    input: { ...channel, AppInstanceUserArn: user(1) },
    writes: false,
  },
  DescribeChannelModeratedByAppInstanceUser: {
    prepare: addModeratorAndBan,
    input: { ...channel, AppInstanceUserArn: user(1) },
    writes: false,
  },
  DescribeChannelModerator: {
    prepare: addModeratorAndBan,
    input: { ...channel, ChannelModeratorArn: user(1) },
    writes: false,
  },
  ListChannelBans: {
    prepare: addModeratorAndBan,
    input: { ...channel, ...pages },
    without: noToken,
    writes: false,
  },
  ListChannelMemberships: {
    prepare: addChannelMember,
    input: { ...channel, Type: "DEFAULT", ...pages },
    without: { ...noToken, ...noSubChannel },
    writes: false,
  },
  ListChannelMembershipsForAppInstanceUser: {
    prepare: addChannelMember,
    input: { ChimeBearer: user(0), AppInstanceUserArn: user(1), ...pages },
    without: noToken,
    writes: false,
  },
  ListChannelsModeratedByAppInstanceUser: {
    prepare: addModeratorAndBan,
    input: { ChimeBearer: user(0), AppInstanceUserArn: user(1), ...pages },
    without: noToken,
    writes: false,
  },
  ListChannelModerators: {
    prepare: addChannel,
    input: { ...channel, ...pages },
    without: noToken,
    writes: false,
  },
  ListChannels: {
    prepare: addChannel,
    input: { ...instance, Privacy: "PUBLIC", ...pages, ChimeBearer: user(0) },
    without: noToken,
    writes: false,
  },
  ListTagsForResource: { prepare: addChannel, input: { ResourceARN: CHANNEL }, writes: false },
  PutChannelExpirationSettings: {
    prepare: addChannel,
    input: {
      ...channel,
      ExpirationSettings: { ExpirationDays: 30, ExpirationCriterion: "CREATED_TIMESTAMP" },
    },
    writes: true,
  },
  TagResource: {
    prepare: addChannel,
    input: { ResourceARN: CHANNEL, ...tags },
    items: moreTags,
    writes: true,
  },
  UntagResource: {
    prepare: addTags,
    input: { ResourceARN: CHANNEL, TagKeys: ["team"] },
    items: moreTagKeys,
    writes: true,
  },
  UpdateChannel: {
    prepare: addChannel,
    input: { ...channel, Name: "Other name", Mode: "RESTRICTED", Metadata: "{}" },
    writes: true,
  },
};
