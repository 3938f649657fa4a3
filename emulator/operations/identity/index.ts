import type { Operation } from "../operation";
import { ListTagsForResource } from "../tags/ListTagsForResource";
import { TagResource } from "../tags/TagResource";
import { UntagResource } from "../tags/UntagResource";
import { CreateAppInstance } from "./CreateAppInstance";
import { CreateAppInstanceAdmin } from "./CreateAppInstanceAdmin";
import { CreateAppInstanceBot } from "./CreateAppInstanceBot";
import { CreateAppInstanceUser } from "./CreateAppInstanceUser";
import { DeleteAppInstance } from "./DeleteAppInstance";
import { DeleteAppInstanceAdmin } from "./DeleteAppInstanceAdmin";
import { DeleteAppInstanceBot } from "./DeleteAppInstanceBot";
import { DeleteAppInstanceUser } from "./DeleteAppInstanceUser";
import { DescribeAppInstance } from "./DescribeAppInstance";
import { DescribeAppInstanceAdmin } from "./DescribeAppInstanceAdmin";
import { DescribeAppInstanceBot } from "./DescribeAppInstanceBot";
import { DescribeAppInstanceUser } from "./DescribeAppInstanceUser";
import { GetAppInstanceRetentionSettings } from "./GetAppInstanceRetentionSettings";
import { ListAppInstanceAdmins } from "./ListAppInstanceAdmins";
import { ListAppInstanceBots } from "./ListAppInstanceBots";
import { ListAppInstanceUsers } from "./ListAppInstanceUsers";
import { ListAppInstances } from "./ListAppInstances";
import { PutAppInstanceRetentionSettings } from "./PutAppInstanceRetentionSettings";
import { PutAppInstanceUserExpirationSettings } from "./PutAppInstanceUserExpirationSettings";
import { UpdateAppInstance } from "./UpdateAppInstance";
import { UpdateAppInstanceBot } from "./UpdateAppInstanceBot";
import { UpdateAppInstanceUser } from "./UpdateAppInstanceUser";

/** The operations of Amazon Chime SDK identity. */
export const identityOperations: readonly Operation[] = [
  CreateAppInstance,
  CreateAppInstanceAdmin,
  CreateAppInstanceBot,
  CreateAppInstanceUser,
  DeleteAppInstance,
  DeleteAppInstanceAdmin,
  DeleteAppInstanceBot,
  DeleteAppInstanceUser,
  DescribeAppInstance,
  DescribeAppInstanceAdmin,
  DescribeAppInstanceBot,
  DescribeAppInstanceUser,
  GetAppInstanceRetentionSettings,
  ListAppInstanceAdmins,
  ListAppInstanceBots,
  ListAppInstanceUsers,
  ListAppInstances,
  ListTagsForResource,
  PutAppInstanceRetentionSettings,
  PutAppInstanceUserExpirationSettings,
  TagResource,
  UntagResource,
  UpdateAppInstance,
  UpdateAppInstanceBot,
  UpdateAppInstanceUser,
];
