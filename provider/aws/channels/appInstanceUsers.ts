import {
  CreateAppInstanceUserCommand,
  DeleteAppInstanceUserCommand,
  DescribeAppInstanceUserCommand,
  PutAppInstanceUserExpirationSettingsCommand,
  UpdateAppInstanceUserCommand,
  type AppInstanceUser,
  type ChimeSDKIdentityClient,
  type CreateAppInstanceUserCommandOutput,
  type DescribeAppInstanceUserCommandOutput,
  type ExpirationSettings,
  type PutAppInstanceUserExpirationSettingsCommandOutput,
  type UpdateAppInstanceUserCommandOutput,
} from "@aws-sdk/client-chime-sdk-identity";

import {
  userArnOf,
  type AppInstanceUserInputs,
  type AppInstanceUserKey,
  type AppInstanceUserOutputs,
} from "../../schema/channels/appInstanceUserSchema";
import { appInstanceOf, parseChimeArn } from "../../schema/channels/chimeArn";
import { changedProperties, type Properties } from "../../schema/properties";
import type { ApiCaller, Send } from "../call/apiCaller";
import { alreadyExists, readBackFailed } from "../errors/chimeError";
import { isOlder, isTimeKnown, serviceTime } from "../client/serviceClock";
import type { EntityApi, FoundEntity } from "../entityApi";
import type { VisibleAccounts } from "../visibleAccounts";
import { unlessGone } from "./unlessGone";
import { ENTITY_ADVICE, forRemoval } from "./channelAdvice";
import { expirationOf, expirationParam, isExpiration } from "./expiration";
import type { AppInstances } from "./appInstances";
import type { RegionalClients } from "./regionalClients";
import { tagList, type ResourceTags } from "./resourceTags";
import type { UserLists } from "./userLists";

/**
 * The Amazon Chime SDK identity operations on app instance users. Each fails with a `ChimeError`, without the name of a user:
 * that is personal data.
 */
export class AppInstanceUsers implements EntityApi<
  AppInstanceUserKey,
  AppInstanceUserInputs,
  AppInstanceUserOutputs
> {
  // The API declares no NotFoundException for the operation.
  public readonly ambiguousRefusals = ["forbidden"] as const;

  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly users: UserLists,
    private readonly instances: AppInstances,
    private readonly tags: ResourceTags,
  ) {}

  /**
   * CreateAppInstanceUser. The reply for an id that exists is not documented. So the user is read, to see when it was created.
   */
  public async create(inputs: AppInstanceUserInputs): Promise<AppInstanceUserOutputs> {
    const { appInstanceArn, appInstanceUserId, name, metadata } = inputs;
    const appInstanceUserArn = userArnOf(inputs);
    const call = {
      operation: "CreateAppInstanceUser",
      purpose: `create app instance user ${appInstanceUserArn}`,
      ifOutcomeUnknown: "The user may have been created anyway; the next `pulumi up` completes it.",
      advice: ENTITY_ADVICE,
    };
    const command = new CreateAppInstanceUserCommand({
      AppInstanceArn: appInstanceArn,
      AppInstanceUserId: appInstanceUserId,
      Name: name,
      Metadata: metadata,
      Tags: tagList(inputs.tags),
      ExpirationSettings: userExpiration(inputs),
    });
    const began = performance.now();
    const send: Send<CreateAppInstanceUserCommandOutput> = (options) =>
      this.client(appInstanceArn).send(command, options);
    const creation = this.caller.call(call, 201, send, isAbout({ appInstanceUserArn }));
    const { $metadata } = await this.accounts.proving(appInstanceUserArn, creation);
    const created = await this.describe({ appInstanceUserArn }).catch((error: unknown) => {
      throw readBackFailed(call, error);
    });
    if (isOlder(created.CreatedTimestamp, this.serviceTime({ appInstanceUserArn }, began))) {
      throw alreadyExists(call, $metadata);
    }
    return { ...inputs, appInstanceUserArn };
  }

  /** DescribeAppInstanceUser, and ListAppInstanceUsers if that is refused. */
  public observe(key: AppInstanceUserKey): Promise<FoundEntity<AppInstanceUserOutputs> | undefined> {
    return unlessGone(
      async (): Promise<FoundEntity<AppInstanceUserOutputs>> => {
        const user = await this.accounts.confirming(key.appInstanceUserArn, this.describe(key));
        const state = await this.tags.addTo(stateOf(key, user), key.appInstanceUserArn, key);
        return { state, createdAt: user.CreatedTimestamp };
      },
      () => this.isListed(key),
    );
  }

  /** UpdateAppInstanceUser, PutAppInstanceUserExpirationSettings and the operations on tags, each if its properties differ. */
  public async update(
    key: AppInstanceUserKey,
    inputs: AppInstanceUserInputs,
    prior: Properties,
  ): Promise<AppInstanceUserOutputs> {
    const { appInstanceUserArn } = key;
    if (changedProperties(["name", "metadata"], prior, { ...inputs }).length > 0)
      await this.updateUser(key, inputs);
    if (changedProperties(["expirationSettings"], prior, { ...inputs }).length > 0)
      await this.putExpiration(key, inputs);
    await this.tags.update(appInstanceUserArn, prior, inputs);
    return { ...inputs, appInstanceUserArn };
  }

  /** DeleteAppInstanceUser: deletes the user and its memberships. */
  public async remove({ appInstanceUserArn }: AppInstanceUserKey): Promise<void> {
    const call = {
      operation: "DeleteAppInstanceUser",
      purpose: `delete app instance user ${appInstanceUserArn}`,
      consequence: "The user stays in the Pulumi state until a deployment deletes it.",
      advice: forRemoval(ENTITY_ADVICE),
    };
    const command = new DeleteAppInstanceUserCommand({ AppInstanceUserArn: appInstanceUserArn });
    const removal = this.caller.call(call, 204, (options) =>
      this.client(appInstanceUserArn).send(command, options),
    );
    await this.accounts.confirming(appInstanceUserArn, removal);
  }

  public serviceTime({ appInstanceUserArn }: AppInstanceUserKey, began: number): number {
    return serviceTime(this.client(appInstanceUserArn), began);
  }

  public isServiceTimeKnown({ appInstanceUserArn }: AppInstanceUserKey): boolean {
    return isTimeKnown(this.client(appInstanceUserArn));
  }

  private async updateUser(key: AppInstanceUserKey, inputs: AppInstanceUserInputs): Promise<void> {
    const { appInstanceUserArn } = key;
    const call = {
      operation: "UpdateAppInstanceUser",
      purpose: `change app instance user ${appInstanceUserArn}`,
      advice: ENTITY_ADVICE,
    };
    const command = new UpdateAppInstanceUserCommand({
      AppInstanceUserArn: appInstanceUserArn,
      Name: inputs.name,
      Metadata: inputs.metadata ?? "",
    });
    const send: Send<UpdateAppInstanceUserCommandOutput> = (options) =>
      this.client(appInstanceUserArn).send(command, options);
    await this.accounts.proving(appInstanceUserArn, this.caller.call(call, 200, send, isAbout(key)));
  }

  private async putExpiration(key: AppInstanceUserKey, inputs: AppInstanceUserInputs): Promise<void> {
    const { appInstanceUserArn } = key;
    const call = {
      operation: "PutAppInstanceUserExpirationSettings",
      purpose: `change the expiration of app instance user ${appInstanceUserArn}`,
      advice: ENTITY_ADVICE,
    };
    const command = new PutAppInstanceUserExpirationSettingsCommand({
      AppInstanceUserArn: appInstanceUserArn,
      ExpirationSettings: userExpiration(inputs),
    });
    const send: Send<PutAppInstanceUserExpirationSettingsCommandOutput> = (options) =>
      this.client(appInstanceUserArn).send(command, options);
    await this.accounts.proving(appInstanceUserArn, this.caller.call(call, 200, send, isAbout(key)));
  }

  private async describe(key: AppInstanceUserKey): Promise<AppInstanceUser> {
    const { appInstanceUserArn } = key;
    const call = {
      operation: "DescribeAppInstanceUser",
      purpose: `read app instance user ${appInstanceUserArn}`,
      advice: ENTITY_ADVICE,
    };
    const command = new DescribeAppInstanceUserCommand({ AppInstanceUserArn: appInstanceUserArn });
    const send: Send<DescribeAppInstanceUserCommandOutput> = (options) =>
      this.client(appInstanceUserArn).send(command, options);
    const { AppInstanceUser: user } = await this.caller.call(
      call,
      200,
      send,
      ({ AppInstanceUser: found }) => isComplete(found) && isAbout(key)(found),
    );
    this.accounts.seen(appInstanceUserArn);
    return user ?? {};
  }

  // If the list is refused, the app instance may be deleted, and its users with it.
  private async isListed({ appInstanceUserArn }: AppInstanceUserKey): Promise<boolean> {
    const appInstanceArn = appInstanceOf(appInstanceUserArn);
    try {
      const users = await this.accounts.proving(appInstanceArn, this.users.usersOf(appInstanceArn));
      return users.includes(appInstanceUserArn);
    } catch {
      return this.instances.isListed({ appInstanceArn });
    }
  }

  private get accounts(): VisibleAccounts {
    return this.instances.accounts;
  }

  private client(arn: string): ChimeSDKIdentityClient {
    return this.clients.identity(arn);
  }
}

function isAbout({
  appInstanceUserArn,
}: AppInstanceUserKey): (reply: { AppInstanceUserArn?: unknown } | undefined) => boolean {
  return (reply) => reply?.AppInstanceUserArn === appInstanceUserArn;
}

function isComplete(user: AppInstanceUser | undefined): boolean {
  const metadata: unknown = user?.Metadata ?? "";
  return (
    typeof user?.Name === "string" && typeof metadata === "string" && isExpiration(user.ExpirationSettings)
  );
}

function stateOf(
  { appInstanceUserArn }: AppInstanceUserKey,
  { Name: name = "", Metadata: metadata, ExpirationSettings: expiration }: AppInstanceUser,
): AppInstanceUserOutputs {
  const { appInstanceArn = "", id: appInstanceUserId = "" } = parseChimeArn(appInstanceUserArn) ?? {};
  const others = { ...(metadata ? { metadata } : {}), ...expirationOf(expiration) };
  return { appInstanceUserArn, appInstanceArn, appInstanceUserId, name, ...others };
}

// A check accepts only the criterion that users have.
function userExpiration(inputs: AppInstanceUserInputs): ExpirationSettings | undefined {
  return expirationParam(inputs) as ExpirationSettings | undefined;
}
