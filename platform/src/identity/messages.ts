import { phrase, problem } from '../kernel/message.ts';

export const IDENTITY_MESSAGES = {
  // why a sign-in was not completed
  'sign-in.late': phrase('用时过长，或是在另一浏览器中开始的', 'it took too long or began in another browser'),
  'sign-in.foreign': phrase('返回的结果不属于本次登录', 'the answer does not belong to this sign-in'),
  'sign-in.refused': phrase('登录服务未接受（{word}）', 'the sign-in service did not accept it ({word})'),

  // why a token is not valid
  'token.none': phrase('不是 Bearer 令牌', 'not a bearer token'),
  'token.too-large': phrase('过长', 'too large'),
  'token.unsigned': phrase('不是签名令牌', 'not a signed token'),
  'token.unreadable': phrase('无法读取', 'not readable'),
  'token.algorithm': phrase('签名算法不符', 'another algorithm'),
  'token.critical': phrase('含有未知的 crit 头', 'a critical header'),
  'token.key-id': phrase('没有密钥编号', 'no key id'),
  'token.unknown-key': phrase('密钥未知', 'unknown key'),
  'token.not-yet': phrase('尚未生效', 'not yet valid'),
  'token.refused': phrase('未通过验证', 'refused'),
  'token.expired': phrase('已过期', 'expired'),
  'token.type': phrase('不是访问令牌', 'not an access token'),
  'token.issuer': phrase('签发方不符', 'another issuer'),
  'token.audience': phrase('不是签发给本服务的', 'not meant for this service'),
  'token.signature': phrase('签名不符', 'wrong signature'),
  'token.words': phrase('认证域报告 {words}', '{words}'),

  'AUTH-MISSING': problem(401, 'county', '请先登录。', 'Sign in first.'),
  'AUTH-TOKEN': problem(401, 'county', '令牌无效：{reason}。', 'The token is not valid: {reason}.'),
  'AUTH-CLIENT': problem(
    401,
    'county',
    '认证域不接受接口账号 {client}：没有这个账号，或者密钥不对。',
    'The realm does not accept the machine client {client}: there is no such client, or its secret is wrong.',
  ),
  'AUTH-FORBIDDEN': problem(403, 'county', '当前岗位无权执行该操作。', 'Your post does not allow this.'),
  'AUTH-STRANGER': problem(
    403,
    'county',
    '该账号在本平台没有有效岗位，请联系本单位管理员；运维人员不登录网页，请使用命令 npx liangji。',
    'This account holds no current post here; ask the administrator of your organisation. Operators work at the command line, with npx liangji.',
  ),
  'AUTH-POST': problem(
    403,
    'county',
    '该岗位不是您现任的岗位，请重新选择。',
    'This is none of the posts you hold now; choose one of yours.',
  ),
  'AUTH-SUSPENDED': problem(403, 'city', '该单位已暂停使用平台。', 'This organisation is suspended.'),
  'AUTH-ORIGIN': problem(403, 'county', '请求来源不是本站。', 'The request does not come from our own pages.'),
  'AUTH-SIGN-IN': problem(
    400,
    'county',
    '登录未完成：{reason}。请重新登录。',
    'Signing in was not completed: {reason}. Please start again.',
    true,
  ),
};
