-- Each module keeps its own settings; nothing was ever written here.
drop table platform.setting;
