import {
  CreateChannelCommand,
  DeleteChannelCommand,
  DescribeChannelCommand,
  PutChannelExpirationSettingsCommand,
  UpdateChannelCommand,
  type Channel,
  type ChimeSDKMessagingClient,
  type CreateChannelCommandOutput,
  type DescribeChannelCommandOutput,
  type PutChannelExpirationSettingsCommandOutput,
  type UpdateChannelCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import { ChannelMode } from "../../schema/channels/channelMode";
import { ChannelPrivacy } from "../../schema/channels/channelPrivacy";
import type { ChannelInputs, ChannelKey, ChannelOutputs } from "../../schema/channels/channelSchema";
import { describeChannel, type ChannelRef } from "../../schema/channels/channelId";
import { appInstanceOf, parseChimeArn } from "../../schema/channels/chimeArn";
import { tagKeyOf } from "../../schema/channels/tags";
import { changedProperties, type Properties } from "../../schema/properties";
import type { ApiCaller, Send } from "../call/apiCaller";
import { alreadyExists, isChimeError, readBackFailed, type CallDescription } from "../errors/chimeError";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import type { EntityApi, FoundEntity } from "../entityApi";
import type { MembershipApi } from "../memberships/membershipApi";
import type { VisibleAccounts } from "../visibleAccounts";
import { unlessGone } from "./unlessGone";
import { CHANNEL_ENTITY_ADVICE, forRemoval } from "./channelAdvice";
import { isCompleteChannel, type ChannelLists } from "./channelLists";
import { channelParams } from "./channelParams";
import { expirationOf, expirationParam, isExpiration } from "./expiration";
import type { FallbackBearer } from "./fallbackBearer";
import type { RegionalClients } from "./regionalClients";
import { tagList, type ResourceTags } from "./resourceTags";

const UNKNOWN_CHANNEL =
  "The channel may have been created anyway, and is not in the Pulumi state. Run " +
  "`PULUMI_CHIME_RECOVER=true pulumi up`, which names an unused one of this name instead of creating a second one.";

const UNKNOWN_CHOSEN_CHANNEL = "The channel may have been created anyway; the next `pulumi up` completes it.";

/** The Amazon Chime SDK messaging operations on channels. Each fails with a `ChimeError`. */
export class Channels implements EntityApi<ChannelKey, ChannelInputs, ChannelOutputs> {
  // The API declares no NotFoundException for the operation.
  public readonly ambiguousRefusals = ["forbidden"] as const;

  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly memberships: Pick<MembershipApi<ChannelRef>, "snapshot">,
    private readonly lists: ChannelLists,
    private readonly accounts: VisibleAccounts,
    private readonly fallback: FallbackBearer,
    private readonly tags: ResourceTags,
  ) {}

  /**
   * CreateChannel. The SDK generates one ClientRequestToken for all attempts of the call, so that they create one channel.
   * The reply for a chosen id that exists is not documented. So such a channel is read, to see when it was created.
   */
  public async create(inputs: ChannelInputs): Promise<ChannelOutputs> {
    const { appInstanceArn, name, channelId, chimeBearer } = inputs;
    const call = {
      operation: "CreateChannel",
      purpose: `create the channel "${name}" in app instance ${appInstanceArn}`,
      ifOutcomeUnknown: channelId === undefined ? UNKNOWN_CHANNEL : UNKNOWN_CHOSEN_CHANNEL,
      advice: CHANNEL_ENTITY_ADVICE,
    };
    const command = new CreateChannelCommand({
      AppInstanceArn: appInstanceArn,
      ChimeBearer: chimeBearer,
      Name: name,
      Mode: inputs.mode,
      Privacy: inputs.privacy,
      Metadata: inputs.metadata,
      ChannelId: channelId,
      Tags: tagList(inputs.tags),
      ExpirationSettings: expirationParam(inputs),
    });
    const began = performance.now();
    const send: Send<CreateChannelCommandOutput> = (options) =>
      this.client(appInstanceArn).send(command, options);
    const creation = this.caller.call(call, 201, send, hasChannelArn);
    const { ChannelArn: channelArn = "", $metadata } = await this.accounts.proving(appInstanceArn, creation);
    if (channelId !== undefined) {
      const created = await this.readBack(call, { channelArn, chimeBearer, privacy: inputs.privacy });
      if (isOlder(created?.CreatedTimestamp, this.serviceTime({ channelArn }, began))) {
        throw alreadyExists(call, $metadata);
      }
    }
    return writtenState({ channelArn, chimeBearer }, inputs);
  }

  /** DescribeChannel, and ListChannels if that is refused. */
  public observe(key: ChannelKey): Promise<FoundEntity<ChannelOutputs> | undefined> {
    return this.fallback.call(key, (ref) =>
      unlessGone(
        async (): Promise<FoundEntity<ChannelOutputs>> => {
          const channel = await this.accounts.confirming(key.channelArn, this.describe(ref));
          // The state keeps its own bearer: that is an argument of the program.
          const state = await this.tags.addTo(stateOf(key, channel), key.channelArn, key);
          return { state, createdAt: channel.CreatedTimestamp };
        },
        () => this.lists.have(ref),
      ),
    );
  }

  /** UpdateChannel, PutChannelExpirationSettings and the operations on tags, each if its properties differ. */
  public async update(key: ChannelKey, inputs: ChannelInputs, prior: Properties): Promise<ChannelOutputs> {
    if (changedProperties(["name", "mode", "metadata"], prior, { ...inputs }).length > 0)
      await this.updateChannel(key, inputs);
    if (changedProperties(["expirationSettings"], prior, { ...inputs }).length > 0)
      await this.putExpiration(key, inputs);
    await this.tags.update(key.channelArn, prior, inputs);
    return writtenState(key, inputs);
  }

  /** DeleteChannel: deletes the channel, its memberships and its messages. */
  public async remove(key: ChannelKey): Promise<void> {
    const call = {
      operation: "DeleteChannel",
      purpose: `delete ${describeChannel(key)}`,
      consequence: "The channel stays in the Pulumi state until a deployment deletes it.",
      advice: forRemoval(CHANNEL_ENTITY_ADVICE),
    };
    await this.fallback.call(key, (ref) => {
      const command = new DeleteChannelCommand(channelParams(ref));
      const removal = this.caller.call(call, 204, (options) =>
        this.client(key.channelArn).send(command, options),
      );
      return this.accounts.confirming(key.channelArn, removal);
    });
  }

  /** The channels with the same arguments that the bearer created. */
  public async *orphanCandidates(inputs: ChannelInputs): AsyncGenerator<ChannelOutputs> {
    const { appInstanceArn, name, mode, privacy, metadata, chimeBearer } = inputs;
    for (const summary of await this.lists.channelsOf(appInstanceArn, privacy, chimeBearer)) {
      const channel = stateOf({ channelArn: summary.ChannelArn ?? "", chimeBearer }, summary);
      if (channel.name !== name || channel.mode !== mode || channel.metadata !== metadata) continue;
      const described = await this.describe(channel);
      if (described.CreatedBy?.Arn !== chimeBearer) continue;
      const state = await this.tags.addTo(
        stateOf(channel, described),
        channel.channelArn,
        tagKeyOf({ ...inputs }),
      );
      if (changedProperties(["expirationSettings", "tags"], { ...state }, { ...inputs }).length === 0)
        yield state;
    }
  }

  /** Whether it has no members but the bearer, whom the service adds to a channel that the bearer creates. */
  public async isUnused(channel: ChannelRef): Promise<boolean> {
    const { parentExists, members } = await this.memberships.snapshot(channel);
    return parentExists && [...members.keys()].every((memberArn) => memberArn === channel.chimeBearer);
  }

  public serviceTime({ channelArn }: Pick<ChannelKey, "channelArn">, began: number): number {
    return serviceTime(this.client(channelArn), began);
  }

  public isServiceTimeKnown({ channelArn }: Pick<ChannelKey, "channelArn">): boolean {
    return isTimeKnown(this.client(channelArn));
  }

  private async updateChannel(key: ChannelKey, inputs: ChannelInputs): Promise<void> {
    const { name, mode, metadata = "" } = inputs;
    const call = {
      operation: "UpdateChannel",
      purpose: `change ${describeChannel(key)}`,
      advice: CHANNEL_ENTITY_ADVICE,
    };
    const command = new UpdateChannelCommand({
      ...channelParams(key),
      Name: name,
      Mode: mode,
      Metadata: metadata,
    });
    const send: Send<UpdateChannelCommandOutput> = (options) =>
      this.client(key.channelArn).send(command, options);
    await this.accounts.proving(key.channelArn, this.caller.call(call, 200, send, isAbout(key)));
  }

  private async putExpiration(key: ChannelKey, inputs: ChannelInputs): Promise<void> {
    const call = {
      operation: "PutChannelExpirationSettings",
      purpose: `change the expiration of ${describeChannel(key)}`,
      advice: CHANNEL_ENTITY_ADVICE,
    };
    const command = new PutChannelExpirationSettingsCommand({
      ...channelParams(key),
      ExpirationSettings: expirationParam(inputs),
    });
    const send: Send<PutChannelExpirationSettingsCommandOutput> = (options) =>
      this.client(key.channelArn).send(command, options);
    await this.accounts.proving(key.channelArn, this.caller.call(call, 200, send, isAbout(key)));
  }

  // Only app instance admins can read a private channel. Another bearer could neither update nor delete a channel that
  // somebody else has created, so it does no harm to count it as new.
  private async readBack(call: CallDescription, key: ChannelKey): Promise<Channel | undefined> {
    try {
      return await this.describe(key);
    } catch (error) {
      if (key.privacy === ChannelPrivacy.PRIVATE && isChimeError(error, "forbidden")) return undefined;
      throw readBackFailed(call, error);
    }
  }

  private async describe(key: ChannelRef): Promise<Channel> {
    const call = {
      operation: "DescribeChannel",
      purpose: `read ${describeChannel(key)}`,
      advice: CHANNEL_ENTITY_ADVICE,
    };
    const command = new DescribeChannelCommand(channelParams(key));
    const send: Send<DescribeChannelCommandOutput> = (options) =>
      this.client(key.channelArn).send(command, options);
    const reply = await this.caller.call(
      call,
      200,
      send,
      ({ Channel: channel }) =>
        isCompleteChannel(channel) && isExpiration(channel?.ExpirationSettings) && isAbout(key)(channel),
    );
    return reply.Channel ?? {};
  }

  private client(arn: string): ChimeSDKMessagingClient {
    return this.clients.messaging(arn);
  }
}

function hasChannelArn({ ChannelArn: arn }: { ChannelArn?: unknown }): boolean {
  return parseChimeArn(arn)?.kind === "channel";
}

function isAbout({ channelArn }: ChannelRef): (reply: { ChannelArn?: unknown } | undefined) => boolean {
  return (reply) => reply?.ChannelArn === channelArn;
}

function writtenState(key: ChannelRef, inputs: ChannelInputs): ChannelOutputs {
  const { name, mode, privacy, metadata, tags, expirationSettings } = inputs;
  const state = stateOf(key, { Name: name, Mode: mode, Privacy: privacy, Metadata: metadata });
  return { ...state, ...(expirationSettings && { expirationSettings }), ...(tags && { tags }) };
}

function stateOf(
  { channelArn, chimeBearer }: ChannelRef,
  {
    Name: name = "",
    Mode: mode,
    Privacy: privacy,
    Metadata: metadata,
    ExpirationSettings: expiration,
  }: Channel,
): ChannelOutputs {
  return {
    channelArn,
    appInstanceArn: appInstanceOf(channelArn),
    name,
    mode: mode ?? ChannelMode.UNRESTRICTED,
    privacy: privacy ?? ChannelPrivacy.PUBLIC,
    ...(metadata ? { metadata } : {}),
    ...expirationOf(expiration),
    chimeBearer,
  };
}
