//! The stable codes of what can be broken, each with what it means for the reader.

macro_rules! codes {
    ($($variant:ident $text:literal $title:literal $meaning:literal;)*) => {
        /// A stable code for each kind of break. A code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $title] $variant,)* }
        impl Code {
            /// Every code there is, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];
            /// The code as printed, such as `CK22`.
            pub fn text(self) -> &'static str { match self { $(Code::$variant => $text,)* } }
            /// What the code stands for, in one line.
            pub fn title(self) -> &'static str { match self { $(Code::$variant => $title,)* } }
            /// What such a break means, and what to do about it.
            pub fn meaning(self) -> &'static str { match self { $(Code::$variant => $meaning,)* } }
        }
    };
}

codes! {
    // The form of the plan, and the levels of its sites.
    NotInOrder "CK01" "a list of the plan is not sorted"
        "Sort the list by its ids: the same plan must always be the same bytes.";
    UnknownSite "CK02" "a level for a site that does not exist"
        "Use the id of a site of this scenario, or check the plan against the scenario it was made for.";
    SiteTwice "CK03" "a site has more than one level"
        "Keep one level for the site. The first one was used for the other checks.";
    SiteMissing "CK04" "a site has no level"
        "Give every site a level; one that goes is `closed`.";
    UnknownLevel "CK05" "a level that does not exist"
        "Use the id of a level of this scenario.";
    LevelNotAllowed "CK06" "a level the site may not have"
        "Choose one of the site's own levels, or add this level to the site in the scenario.";

    // What runs.
    UnknownService "CK11" "a service that does not exist"
        "Use the id of a service of this scenario.";
    UnknownMode "CK12" "a mode the service does not have"
        "Use the id of one of the service's modes.";
    UnknownPlace "CK13" "a place that does not exist"
        "Use the id of a site or a venue of this scenario, or `everywhere`.";
    OfferImpossible "CK14" "an offer that is not possible at this place"
        "Run it at a place its mode is made for, or change where the mode may run.";
    OfferTwice "CK15" "the same offer is listed more than once"
        "List an offer once with all of its sessions. The first was used for the other checks.";
    NoSessions "CK16" "an offer runs no sessions"
        "Leave out what does not run, or give it sessions.";
    OffStep "CK17" "sessions are not a multiple of the service's step"
        "Round the sessions to the service's step.";
    TooFewSessions "CK18" "fewer sessions than the mode's least"
        "Run at least that many, or do not run the offer.";
    TooManySessions "CK19" "more sessions than the mode's most"
        "Run fewer, or raise the mode's most sessions in the scenario.";
    SiteNotReady "CK20" "an offer at a site whose level does not allow it"
        "Stop the offer, or put the site at a level at which the mode may run.";
    NoBase "CK21" "an offer for everywhere without a site to run it from"
        "Keep one site at a level from which the mode may run.";
    RoomsOverfull "CK22" "sessions take more room hours than a site has"
        "Run fewer sessions there, or a level with longer hours.";
    VenueOverfull "CK23" "a venue holds more sessions than it has room for"
        "Run fewer sessions there.";

    // Who is served.
    UnknownArea "CK31" "people of an area that does not exist"
        "Use the id of an area of this scenario.";
    UnknownGroup "CK32" "people of a group that does not exist"
        "Use the id of a group of this scenario.";
    NotRunning "CK33" "people served by an offer that does not run"
        "Nobody can be served by it: take these people out, or run the offer.";
    NotACount "CK34" "a number of people that cannot be one"
        "The number is not finite, or larger than any area can be. It was left out of every figure.";
    BelowZero "CK35" "fewer than no people"
        "A negative number would make room for others. It was left out of every figure.";
    ServedTwice "CK36" "the same people and offer are listed more than once"
        "List them once, with their total.";
    NotEligible "CK37" "people of a group the service is not for"
        "Take them out, or state a take-up for the group. They were left out of every figure.";
    TooFar "CK38" "people served by a place too far away"
        "At this distance nobody is counted on to come. They were left out of every figure.";
    CountedTwice "CK39" "more people than would use the service"
        "Each person counts once per service: some are counted twice, or never lived there.";
    OverCapacity "CK40" "more people than an offer has places for"
        "Reach is overstated: run more sessions, or serve fewer people there.";

    // Today, where a rule compares with it.
    TodayMissing "CK41" "a rule compares with today, and today is not given"
        "Give today's decisions and reach along with the plan; without them the rule cannot be tested.";
    TodayDiffers "CK42" "what is given as today is not what runs today"
        "Give the levels and offers of the scenario's baseline, in order; otherwise the rule compares with something else.";
    TodayBroken "CK43" "the reach given for today cannot be"
        "Compute today's reach again: these people could not have come. A rule would compare with it.";
    TodayBelow "CK44" "today reaches more people than it is given"
        "Compute today's reach again: a rule that keeps it would demand too little.";

    // Money.
    MoneyTooLarge "CK51" "an amount too large to be counted in pence"
        "Look for sessions or prices that are far too large; the figures were cut off.";

    // Rules and targets that must hold.
    TooFewSites "CK61" "a rule wants more sites than there are"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooManySites "CK62" "a rule allows fewer sites than there are"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooFewReached "CK63" "a rule wants more people reached than are"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    LockBroken "CK64" "a site is not at the level it is held at"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TargetMissed "CK65" "less is saved than a target demands"
        "The plan misses a target that must be met; it is no answer to this scenario.";

    // Figures about to be printed.
    ClaimUnknown "CK71" "a figure about something that does not exist"
        "Do not print it: the scenario has nothing of that id.";
    ClaimTwice "CK72" "the same figure is claimed more than once"
        "Print it once; a total over the list would count it twice.";
    ClaimMissing "CK73" "a list of figures is not complete"
        "Print the whole list or none of it: parts must add up to totals.";
    ClaimNotANumber "CK74" "a figure that is not a number"
        "Do not print it.";
    SpendDiffers "CK75" "the spending on a line is another"
        "Do not print it: recomputed to the penny from the plan, it is the checker's figure.";
    SavingDiffers "CK76" "the saving counted by a target is another"
        "Do not print it: recomputed to the penny from the plan, it is the checker's figure.";
    ReachDiffers "CK77" "the people reached by a service are others"
        "Do not print it: recomputed from the plan, it is the checker's figure.";
    GoalsDiffer "CK78" "the goals are not those of the scenario"
        "State one value for every goal, in the scenario's order, least shortfall first where there is one.";
    GoalDiffers "CK79" "the value of a goal is another"
        "Do not print it: recomputed from the plan, it is the checker's value.";
    BoundWrongSide "CK80" "a proven bound that this plan itself beats"
        "The bound is not one: nothing may be called best or nearly best on its strength.";
    GapDiffers "CK81" "the distance to the bound is another"
        "Do not print it: recomputed from value and bound, it is the checker's gap.";

    // More rules that must hold.
    TooFewInBand "CK82" "a rule wants more of the sites in a deprivation band than there are"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooFewNear "CK83" "a rule wants more people near an offer than are"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    GapTooWide "CK84" "a rule allows parts to differ less than they do"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooFewKept "CK85" "a rule wants more of today's reach kept than is"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    LevelForbidden "CK86" "a site is at a level it is barred from"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    ChangedTooSoon "CK87" "a site leaves its level before the year it may"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    ConsequenceMissing "CK88" "a condition is so and what it asks for is not"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    ConditionsMiscounted "CK89" "more or fewer of some conditions are so than a rule allows"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    NotTogether "CK90" "a service runs where another that belongs with it does not"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    NoHubNear "CK91" "a spoke has no hub near it"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooRare "CK92" "an offer runs less often than a rule wants"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooFewUsers "CK93" "an offer is used by fewer people than a rule wants"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooManyChanges "CK94" "more sites change level than a rule allows"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooManyLoseNearest "CK95" "more people lose their nearest site than a rule allows"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooDear "CK96" "lines cost more than a rule allows"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    ShareTooDear "CK97" "a service costs a larger share than a rule allows"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    NotEverybody "CK98" "a rule wants everybody served, and some are not"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";
    TooManyPosts "CK99" "what runs needs more staff than a rule allows"
        "The plan breaks a rule that must hold; it is no answer to this scenario.";

    // Programmes: plans year by year.
    NotAPlanAYear "CK101" "there is not one plan for every year"
        "Give the state at the end of each year after the baseline, in order.";
    ReadWrongly "CK102" "prices or dates were not read as they are written"
        "Rates and weeks are as written; what was made of them is not. Report it: this is a fault of the engine.";
    MovedTwice "CK103" "a site changes its level more than once"
        "Let it move once, or state `reversible: true` in the moves of the programme.";
    MovedTooEarly "CK104" "a site changes its level before it lawfully can"
        "Consultation, decision and notice are not over: move it later, or begin earlier.";
    FundOverspent "CK105" "a fund's lines cost more than anybody pays"
        "Name who stands behind the line, spend less, or find more money. It is told, not refused.";
    FundUnspent "CK106" "a fund spends less than its conditions ask"
        "Money may be asked back: spend more, or agree it. It is told, not refused.";
    Unfinanced "CK107" "nothing pays for one-offs"
        "Name more sources, or change less in the year. It is told, not refused.";
    PostsMissing "CK108" "posts are missing"
        "Recruit earlier, or plan fewer sessions or cases. It is told, not refused.";
    LineDiffers "CK111" "what a line costs in a year is another"
        "Do not print it: recomputed to the penny from the plans, it is the checker's figure.";
    KindDiffers "CK112" "what is saved in a year, by kind, is another"
        "Do not print it: recomputed to the penny from the plans, it is the checker's figure.";
    TargetDiffers "CK113" "what counts towards a target of a programme is another"
        "Do not print it: recomputed in the target's own reading, it is the checker's figure.";
    OneOffDiffers "CK114" "what change costs once is another"
        "Do not print it: recomputed from the moves, it is the checker's figure.";
    SourceDiffers "CK115" "what pays for one-offs is another"
        "Do not print it: recomputed in the order of sources, it is the checker's figure.";
    FundDiffers "CK116" "what a fund pays, carries or gives back is another"
        "Do not print it: recomputed to 0p, it is the checker's figure.";
    RoleDiffers "CK117" "staff needed, there or missing are others"
        "Do not print it: recomputed from sessions and cases, it is the checker's figure.";
    StepDiffers "CK118" "a step from base to proposal is another"
        "Do not print it: each step is recomputed by itself, and all of them have to come to the proposal.";
    RowDiffers "CK119" "a row of the council's own coding is another"
        "Do not print it: rows share out their line and have to come to it.";
}
