"""Stories of our own making, each told by several reports: the first one, one that adds, one that repeats."""

from __future__ import annotations

from digests.model import ReportText

FIRE = (
    ReportText(
        11,
        "云岭化工厂凌晨起火",
        "10月12日凌晨，云岭市东港区一家化工厂发生火灾。市应急管理局通报，火灾已造成23人受伤，伤者均已送医治疗。\n"
        "消防部门出动18辆消防车，明火于清晨6时被扑灭。工厂周边两公里内的居民已被疏散到体育馆。",
        "zh",
        "新浪财经",
    ),
    ReportText(
        12,
        "云岭一化工厂发生火灾",
        "10月12日凌晨，云岭市东港区一家化工厂发生火灾，火灾已造成25人受伤，伤者均已送医治疗。\n"
        "云岭市环保局表示，空气中的苯含量没有超过国家标准，监测仍在继续。",
        "zh",
        "央视新闻",
    ),
    ReportText(
        13,
        "云岭化工厂火灾原因初步查明",
        "云岭市东港区化工厂火灾造成23人受伤。消防部门出动18辆消防车，明火于清晨6时被扑灭。\n"
        "调查组初步认定，起火原因是三号车间的反应釜阀门老化破裂，工厂负责人陈某已被警方控制。",
        "zh",
        "澎湃新闻",
    ),
)

FERRY = (
    ReportText(
        21,
        "Ferry runs aground near Hollin",
        "A ferry with 140 people on board ran aground near Hollin harbour on Monday morning. The coastguard "
        "said that 12 passengers were taken to hospital with light injuries.\n"
        "Divers will inspect the hull before the ship is towed to the yard in Marden.",
        "en",
        "Coast Daily",
    ),
    ReportText(
        22,
        "Passengers hurt as ferry hits rocks off Hollin",
        "A ferry ran aground near Hollin harbour on Monday morning. The coastguard said that 15 passengers "
        "were taken to hospital with light injuries.\n"
        "The captain told investigators that the steering failed two minutes before the ship struck the "
        "rocks.",
        "en",
        "Northern Herald",
    ),
    ReportText(
        23,
        "Ferry ran aground off Hollin, coastguard says",
        "The ferry ran aground near Hollin harbour on Monday morning with 140 people on board, and 12 "
        "passengers were taken to hospital, the coastguard said.",
        "en",
        "Evening Post",
    ),
)
