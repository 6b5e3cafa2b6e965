/** Personal names as lists print them: a known surname and one to three more characters. */

const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔牛纳哈丑撒海拜買买妥虎锁者禹穆单洪伍施申齐殷尤祁倪柳温党翟兰聂岳路安鲁裴樊葛俞邢岑骆路庞卜柯章关纪舒屈项祝祖梅阮季强耿解庄柴焦宁凌包池符费娄涂冉蓝盛霍甘景牟鲍邬卓车左管荣苗瞿喻詹谷米井佟桑艾闵应蒲郁封来靳卫苟辛边仇郜尚迟习楚阎晏佘谈戚封成仲饶荆占褚茹缪古匡游冷原桂全敖屠粟代胥邸麻苑隋展邝巩亢衣'.split(
    '',
  ),
);
const DOUBLE = /^(?:欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|鲜于|闻人)/;

/** Words that begin with a surname and name no person. */
const NOT_NAMES =
  /(?:镇|乡|村|社区|街道|县|区|市|省|局|委|办|院|校|所|站|队|厂|店|公司|中心|合计|小计|总计|单位|部门|项目|标准|时间|日期|地址|路|号|元|人|户|组|金额|平均|年度|任务|全区|全县|成立|方式|章程|马上|路上|以上|白天|向上|安全|应急|万元|金融|石油|方案|保护|武装|田地|高龄|于是|马路|钟点|全部|原因|来源|成本|解释|主任|局长|科长|处长|所长|站长|镇长|乡长|村长|队长|校长|院长|老师|先生|女士|书记|同志|医生|经理|师傅|阿姨|大爷|某|某某)$/;

/** Whether a whole cell is a personal name: 张三, 欧阳明, 买买提·艾力; a space inside two characters is typography. */
export function isName(text: string): boolean {
  const tight = text.replace(/[\s\u3000]+/g, '');
  if (!/^[\u4e00-\u9fa5]{2,4}$/.test(tight)) return /^[\u4e00-\u9fa5]{1,6}[·•][\u4e00-\u9fa5]{1,8}$/.test(tight);
  if (NOT_NAMES.test(tight)) return false;
  if (tight.length === 4) return DOUBLE.test(tight) || (SURNAMES.has(tight.charAt(0)) && SURNAMES.has(tight.charAt(1)));
  return SURNAMES.has(tight.charAt(0)) || DOUBLE.test(tight);
}

/** Whether a cell shows a name that is already masked: 张*, 李**, 王某某, 赵×. */
export const isMaskedName = (text: string): boolean =>
  /^[\u4e00-\u9fa5]{1,2}(?:[*＊×xX●○]{1,3}[\u4e00-\u9fa5]?|某{1,2}[\u4e00-\u9fa5]?)$/.test(
    text.replace(/[\s\u3000]+/g, ''),
  );
