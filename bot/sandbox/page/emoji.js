// Emoji by short name. The common ones are drawn; an unknown name is left as it was written.

const TABLE = `
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 joy 😂 rofl 🤣 blush 😊 innocent 😇 wink 😉
slightly_smiling_face 🙂 upside_down_face 🙃 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 sunglasses 😎
nerd_face 🤓 face_with_monocle 🧐 thinking_face 🤔 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏
rolling_eyes 🙄 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 dizzy_face 😵
exploding_head 🤯 partying_face 🥳 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮 hushed 😯
astonished 😲 flushed 😳 pleading_face 🥺 cry 😢 sob 😭 scream 😱 disappointed 😞 sweat 😓 weary 😩 tired_face 😫
triumph 😤 rage 😡 angry 😠 skull 💀 ghost 👻 robot_face 🤖 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊
wave 👋 raised_hand ✋ ok_hand 👌 v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉 point_up ☝️ point_up_2 👆
point_down 👇 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊 clap 👏 raised_hands 🙌 open_hands 👐
handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 brain 🧠 bow 🙇 shrug 🤷 face_palm 🤦 people_holding_hands 🧑‍🤝‍🧑
busts_in_silhouette 👥 bust_in_silhouette 👤 family 👪 dancer 💃 man_dancing 🕺 runner 🏃
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔
sparkling_heart 💖 two_hearts 💕 100 💯 boom 💥 dizzy 💫 sweat_drops 💦 zzz 💤 speech_balloon 💬 thought_balloon 💭
sparkles ✨ star ⭐ star2 🌟 stars 🌠 fire 🔥 zap ⚡ rainbow 🌈 sunny ☀️ sunrise 🌅 cloud ☁️ snowflake ❄️ umbrella ☔
rocket 🚀 airplane ✈️ car 🚗 train 🚆 ship 🚢 anchor ⚓ world_map 🗺️ earth_africa 🌍 earth_americas 🌎 earth_asia 🌏
house 🏠 office 🏢 beach_with_umbrella 🏖️ desert_island 🏝️ palm_tree 🌴 evergreen_tree 🌲 seedling 🌱 four_leaf_clover 🍀
tulip 🌷 sunflower 🌻 rose 🌹 bouquet 💐 cactus 🌵 dog 🐶 cat 🐱 unicorn_face 🦄 bee 🐝 turtle 🐢 penguin 🐧 parrot 🦜
coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 champagne 🍾 clinking_glasses 🥂 cocktail 🍸 pizza 🍕 hamburger 🍔
taco 🌮 sushi 🍣 ramen 🍜 avocado 🥑 apple 🍎 cake 🍰 birthday 🎂 cookie 🍪 doughnut 🍩 icecream 🍦 popcorn 🍿
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 crown 👑 gem 💎 ring 💍 dart 🎯 soccer ⚽ basketball 🏀 checkered_flag 🏁 game_die 🎲 jigsaw 🧩
art 🎨 microphone 🎤 headphones 🎧 musical_note 🎵 notes 🎶 guitar 🎸 drum_with_drumsticks 🥁 clapper 🎬 ticket 🎫
camera 📷 tv 📺 computer 💻 keyboard ⌨️ iphone 📱 telephone_receiver 📞 bulb 💡 battery 🔋 mag 🔍 mag_right 🔎
lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ link 🔗 paperclip 📎 scissors ✂️ pushpin 📌
round_pushpin 📍 pencil 📝 memo 📝 pencil2 ✏️ book 📖 books 📚 bookmark 🔖 newspaper 📰 page_facing_up 📄
mailbox_with_mail 📬 twisted_rightwards_arrows 🔀 clipboard 📋 file_folder 📁 open_file_folder 📂 calendar 📅 date 📅 spiral_calendar_pad 🗓️ card_index 📇
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰 money_with_wings 💸 dollar 💵
euro 💶 pound 💷 yen 💴 credit_card 💳 receipt 🧾 bank 🏦 briefcase 💼 package 📦 mailbox 📫 email 📧 envelope ✉️
incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 hourglass ⌛
hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ clock1 🕐 clock9 🕘 crystal_ball 🔮
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ warning ⚠️
no_entry ⛔ no_entry_sign 🚫 rotating_light 🚨 construction 🚧 question ❓ grey_question ❔ exclamation ❗
bangbang ‼️ information_source ℹ️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_green_square 🟩 large_red_square 🟥
large_yellow_square 🟨 small_blue_diamond 🔹 large_blue_diamond 🔷 arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️
arrow_right ➡️ arrow_upper_right ↗️ arrow_lower_right ↘️ arrows_counterclockwise 🔄 leftwards_arrow_with_hook ↩️
arrow_forward ▶️ double_vertical_bar ⏸️ heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_division_sign ➗ new 🆕 free 🆓
up 🆙 cool 🆒 ok 🆗 sos 🆘 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟
triangular_flag_on_post 🚩 label 🏷️ shield 🛡️ balance_scale ⚖️ scales ⚖️ umbrella_with_rain_drops ☔ sun_with_face 🌞
full_moon 🌕 crescent_moon 🌙 glowing_star 🌟 raising_hand 🙋 mechanic 🧑‍🔧 technologist 🧑‍💻 student 🧑‍🎓 detective 🕵️
`;

const BY_NAME = new Map();
const words = TABLE.trim().split(/\s+/);
for (let at = 0; at < words.length; at += 2) BY_NAME.set(words[at], words[at + 1]);

const SHORT_NAME = /:([a-z0-9_+\-']+):(?::skin-tone-[2-6]:)?/gi;

export const emojiFor = (name) => BY_NAME.get(name.split("::")[0]) ?? null;

// "well done :tada:" → "well done 🎉"
export function withEmoji(text) {
  return text.replace(SHORT_NAME, (whole, name) => BY_NAME.get(name.toLowerCase()) ?? whole);
}

// Code points in hex, as rich text carries them: "1f44d-1f3fd" → 👍🏽
export function fromHex(hex) {
  const points = String(hex)
    .split("-")
    .map((part) => parseInt(part, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

// Offered when one reacts to a message.
export const REACTIONS = [
  "+1",
  "tada",
  "clap",
  "heart",
  "eyes",
  "raised_hands",
  "fire",
  "microphone",
  "rocket",
  "white_check_mark",
];
