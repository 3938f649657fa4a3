import type { Sample } from "./sample";
import {
  addBot,
  addChannel,
  addTags,
  INSTANCE,
  moreTagKeys,
  BOT,
  configuration,
  instance,
  moreTags,
  noToken,
  pages,
  tags,
  user,
} from "./sampleWorld";

/** A sample of every operation of identity. */
export const IDENTITY_SAMPLES: Readonly<Record<string, Sample>> = {
  CreateAppInstance: {
    input: { Name: "Instance", Metadata: "{}", ClientRequestToken: "token-1", ...tags },
    items: moreTags,
    writes: true,
  },
  CreateAppInstanceAdmin: {
    prepare: addChannel,
    input: { ...instance, AppInstanceAdminArn: user(1) },
    writes: true,
  },
  CreateAppInstanceBot: {
    prepare: addChannel,
    input: {
      ...instance,
      Name: "New bot",
      Metadata: "{}",
      ClientRequestToken: "token-1",
      ...tags,
      ...configuration,
    },
    items: moreTags,
    writes: true,
  },
  CreateAppInstanceUser: {
    prepare: addChannel,
    input: {
      ...instance,
      AppInstanceUserId: "new-user",
      Name: "New user",
      Metadata: "{}",
      ClientRequestToken: "token-1",
      ...tags,
      ExpirationSettings: { ExpirationDays: 30, ExpirationCriterion: "CREATED_TIMESTAMP" },
    },
    items: moreTags,
    writes: true,
  },
  DeleteAppInstance: { prepare: addChannel, input: instance, writes: true },
  DeleteAppInstanceAdmin: {
    prepare: addChannel,
    input: { ...instance, AppInstanceAdminArn: user(0) },
    writes: true,
  },
  DeleteAppInstanceBot: { prepare: addBot, input: { AppInstanceBotArn: BOT }, writes: true },
  DeleteAppInstanceUser: { prepare: addChannel, input: { AppInstanceUserArn: user(1) }, writes: true },
  DescribeAppInstance: { prepare: addChannel, input: instance, writes: false },
  DescribeAppInstanceAdmin: {
    prepare: addChannel,
    input: { ...instance, AppInstanceAdminArn: user(0) },
    writes: false,
  },
  DescribeAppInstanceBot: { prepare: addBot, input: { AppInstanceBotArn: BOT }, writes: false },
  DescribeAppInstanceUser: { prepare: addChannel, input: { AppInstanceUserArn: user(1) }, writes: false },
  GetAppInstanceRetentionSettings: { prepare: addChannel, input: instance, writes: false },
  ListAppInstanceAdmins: {
    prepare: addChannel,
    input: { ...instance, ...pages },
    without: noToken,
    writes: false,
  },
  ListAppInstanceBots: {
    prepare: addBot,
    input: { ...instance, ...pages },
    without: noToken,
    writes: false,
  },
  ListTagsForResource: { prepare: addChannel, input: { ResourceARN: user(1) }, writes: false },
  PutAppInstanceRetentionSettings: {
    prepare: addChannel,
    input: {
      ...instance,
      AppInstanceRetentionSettings: { ChannelRetentionSettings: { RetentionDays: 30 } },
    },
    writes: true,
  },
  PutAppInstanceUserExpirationSettings: {
    prepare: addChannel,
    input: {
      AppInstanceUserArn: user(1),
      ExpirationSettings: { ExpirationDays: 30, ExpirationCriterion: "CREATED_TIMESTAMP" },
    },
    writes: true,
  },
  TagResource: {
    prepare: addChannel,
    input: { ResourceARN: user(1), ...tags },
    items: moreTags,
    writes: true,
  },
  UntagResource: {
    prepare: addTags,
    input: { ResourceARN: INSTANCE, TagKeys: ["team"] },
    items: moreTagKeys,
    writes: true,
  },
  ListAppInstanceUsers: {
    prepare: addChannel,
    input: { ...instance, ...pages },
    without: noToken,
    writes: false,
  },
  ListAppInstances: { prepare: addChannel, input: pages, without: noToken, writes: false },
  UpdateAppInstance: {
    prepare: addChannel,
    input: { ...instance, Name: "Other name", Metadata: "{}" },
    writes: true,
  },
  UpdateAppInstanceBot: {
    prepare: addBot,
    input: { AppInstanceBotArn: BOT, Name: "Other name", Metadata: "{}", ...configuration },
    writes: true,
  },
  UpdateAppInstanceUser: {
    prepare: addChannel,
    input: { AppInstanceUserArn: user(1), Name: "Other name", Metadata: "{}" },
    writes: true,
  },
};
