import { phrase, problem } from './message.ts';

/** What keeps a process or a command from starting: the environment and what it names. */
export const START_MESSAGES = {
  'start.port': phrase('端口号（0 至 65535）', 'a port number, 0 to 65535'),
  'start.origin': phrase(
    '用户访问平台的地址，如 https://liangji.example',
    'the address people type, such as https://liangji.example',
  ),
  'start.issuer': phrase(
    '认证域地址，如 http://localhost:8080/realms/liangji',
    'the address of the realm, such as http://localhost:8080/realms/liangji',
  ),
  'start.identity': phrase('内置认证服务的地址', 'the address of the embedded identity provider'),
  'start.app': phrase('网页服务的地址', 'the address of the web app'),
  'start.web-secret': phrase('认证域中客户端 {client} 的密钥', 'the secret of client {client} at the realm'),
  'start.client-secret': phrase('接口账号 {client} 的密钥', 'the secret of machine client {client}'),
  'start.files': phrase('保存上传文件的文件夹', 'the folder that keeps uploaded files'),
  'start.session-key': phrase(
    '加密会话令牌的密钥，base64 编码的 32 个随机字节',
    'the key that encrypts the tokens of sessions, exactly 32 random bytes in base64',
  ),
  'start.log': phrase('以下之一：{values}', 'one of {values}'),
  'start.requests': phrase(
    '每个区县每分钟的请求数（正整数，缺省 60000）',
    'how many requests a county may send in a minute, a whole number above 0 (default 60000)',
  ),
  'start.switch': phrase('0 或 1', '0 or 1'),
  'start.database': phrase(
    '角色 {role} 的 PostgreSQL 地址，postgres://用户:密码@主机:端口/数据库',
    'the PostgreSQL address of role {role}, postgres://user:password@host:port/database',
  ),
  'start.superuser': phrase('数据库超级用户的地址', 'the address of a superuser of the database'),
  'start.tried-out': phrase('内置认证服务仅供试用', 'the embedded provider is for trying out only'),
  'start.trusted': phrase('生产环境只执行可信文档', 'only trusted documents run there'),

  'START-MISSING': problem(400, 'platform', '未设置 {name}：{what}。', '{name} is missing: {what}.'),
  'START-COPY': problem(
    400,
    'platform',
    '没有找到 npm start 的平台：请先启动它，或用 LIANGJI_HOME 指明它的文件夹；生产环境须设置 {names}。',
    'No platform of npm start was found: start it, or name its folder by LIANGJI_HOME; in production set {names}.',
  ),
  'START-VALUE': problem(400, 'platform', '{name} 须为{what}。', '{name} must be {what}.'),
  'START-PRODUCTION': problem(
    400,
    'platform',
    '生产环境不得设置 {name}：{reason}。',
    '{name} must not be set in production: {reason}.',
  ),
  'START-ROLES': problem(
    400,
    'platform',
    '未设置任何 LIANGJI_DATABASE_URL_<角色>，没有可建立的内容。',
    'No LIANGJI_DATABASE_URL_<ROLE> is set: nothing to make.',
  ),
  'START-ONE-DATABASE': problem(
    400,
    'platform',
    '各角色的数据库地址须指向同一个数据库，现为：{names}。',
    'The addresses of all roles must name one database, not {names}.',
  ),
  'START-PORT': problem(
    400,
    'platform',
    '端口 {port} 已被其他程序占用，请另设 PORT 或 INTERNAL_PORT。',
    'Port {port} is in use by another program; set PORT or INTERNAL_PORT.',
  ),
  'START-DATABASE': problem(
    503,
    'platform',
    '{address} 没有应答，请确认数据库已启动。',
    'Nothing answers at {address}: is the database running?',
    true,
  ),
};
