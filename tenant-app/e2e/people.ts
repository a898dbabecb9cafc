/** The people of the cast (design §5) who walk through the product in a browser. All of them use the sample's password. */
export const PEOPLE = {
  assessor: 'linjing', // 林静, 遂宁市, closes periods
  leader: 'wanghai', // 王海, 遂宁市, reads and does not close
  shehong: 'zhaomin', // 赵敏, data officer of 射洪市
  anju: 'qianwei', // 钱伟, data officer of 安居区
  pengxi: 'sunli', // 孙丽, data officer of 蓬溪县, which sends careless files
  acceptor: 'wanglixin', // 王立新, acceptor of 蓬溪县
  power: 'hepeng', // 何鹏, works for 供电公司, a body of the city
  twoPosts: 'zhoujie', // 周洁, data officer of 船山区 and officer of one of its departments
  stranger: 'stranger', // 陈默, has an account and no post anywhere
} as const;

export const PASSWORD = 'liangji';
