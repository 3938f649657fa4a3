import type { Operation } from "../operation";
import { BatchCreateChannelMembership } from "./BatchCreateChannelMembership";
import { CreateChannel } from "./CreateChannel";
import { CreateChannelMembership } from "./CreateChannelMembership";
import { DeleteChannel } from "./DeleteChannel";
import { DeleteChannelMembership } from "./DeleteChannelMembership";
import { DescribeChannel } from "./DescribeChannel";
import { DescribeChannelMembership } from "./DescribeChannelMembership";
import { ListChannelMemberships } from "./ListChannelMemberships";
import { ListChannelModerators } from "./ListChannelModerators";
import { ListChannels } from "./ListChannels";
import { UpdateChannel } from "./UpdateChannel";

/** The operations of Amazon Chime SDK messaging. */
export const messagingOperations: readonly Operation[] = [
  BatchCreateChannelMembership,
  CreateChannel,
  CreateChannelMembership,
  DeleteChannel,
  DeleteChannelMembership,
  DescribeChannel,
  DescribeChannelMembership,
  ListChannelMemberships,
  ListChannelModerators,
  ListChannels,
  UpdateChannel,
];
