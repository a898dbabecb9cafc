import type { RealmUser } from './types.ts';

const POST_NAMES: Readonly<Record<string, string>> = {
  collector: '采集员 collector',
  acceptor: '受理员 acceptor',
  shift_leader: '值班长 shift leader',
  dispatcher: '派遣员 dispatcher',
  operator: '值班员 operator',
  department: '处置部门 department',
  worker: '处置人员 worker',
  inspector: '督查员 inspector',
  leader: '领导 leader',
  assessor: '综合评价 assessor',
  data_officer: '数据员 data officer',
};

/** A post in both languages. */
export function postName(post: string): string {
  const name = POST_NAMES[post];
  if (!name) throw new Error(`post ${post} has no name in infra/realm/users.ts`);
  return name;
}

export interface SamplePerson {
  readonly username: string;
  readonly subject: string;
  /** 姓名, the family name of one character. */
  readonly name: string;
}

/** A person of the cast; the password is the same for all and worth nothing outside a trial. */
export function person(
  { username, subject, name }: SamplePerson,
  tenant: string | undefined,
  posts: readonly string[],
): RealmUser {
  return {
    id: subject,
    username,
    enabled: true,
    firstName: name.slice(1),
    lastName: name.slice(0, 1),
    email: `${username}@liangji.example`,
    emailVerified: true,
    attributes: {
      ...(tenant ? { tenant: [tenant] } : {}),
      description: [posts.length > 0 ? posts.join('；') : '无岗位 no post'],
    },
    credentials: [{ type: 'password', value: 'liangji', temporary: false }],
  };
}

/** The user behind a machine client; its id is the `sub` of the client's tokens. */
export function serviceAccount(subject: string, clientId: string): RealmUser {
  return { id: subject, username: `service-account-${clientId}`, enabled: true, serviceAccountClientId: clientId };
}

/** Declares our two attributes, since Keycloak 26 drops undeclared ones, and lets only administrators change them. */
export function userProfile(): Readonly<Record<string, unknown>> {
  const everybody = { view: ['admin', 'user'], edit: ['admin'] };
  const attribute = (name: string, displayName: string) => ({
    name,
    displayName,
    permissions: everybody,
    multivalued: false,
  });
  const config = {
    attributes: [
      attribute('username', '${username}'),
      attribute('email', '${email}'),
      attribute('firstName', '${firstName}'),
      attribute('lastName', '${lastName}'),
      attribute('tenant', '租户 tenant'),
      attribute('description', '说明 description'),
    ],
  };
  return {
    'org.keycloak.userprofile.UserProfileProvider': [
      { providerId: 'declarative-user-profile', config: { 'kc.user.profile.config': [JSON.stringify(config)] } },
    ],
  };
}
